import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { StatusChip } from "@/components/ui/status-chip";
import { Code, DateTime } from "@/components/ui/values";
import { formatCode, formatList } from "@/lib/i18n/format";
import { useFieldName } from "./field-name";
import { NaturalKey } from "./row-table";

type LeftNote = {
  readonly code: string;
  readonly by?: string;
  readonly at?: string;
  readonly batch?: number;
  readonly run?: number | null;
  readonly fields?: readonly string[];
};
type LeftRow = {
  readonly rowNo: number;
  readonly key: string;
  readonly state: "KEPT" | "ERRORED";
  readonly note: LeftNote;
};

const CODES = ["ALLOCATED", "COUNTER", "EDITED", "REFERRED", "GONE", "CAPACITY_FULL"] as const;

/** Rows of an import that stay when it is taken back, each with why, and who or what is behind it. */
export function UndoTable({
  kind,
  left,
  empty,
}: {
  kind: string;
  left: readonly LeftRow[];
  empty: ReactNode;
}) {
  const t = useTranslations("import.undo");
  const columns: Column<LeftRow>[] = [
    { key: "row", header: t("col.row"), primary: true, cell: ({ rowNo }) => <Code value={rowNo} /> },
    { key: "key", header: t("col.key"), cell: ({ key }) => <NaturalKey kind={kind} value={key} /> },
    { key: "state", header: t("col.state"), cell: ({ state }) => <StatusChip status={state} /> },
    { key: "why", header: t("col.why"), cell: ({ note }) => <Why kind={kind} note={note} /> },
    { key: "who", header: t("col.who"), cell: ({ note }) => <Who note={note} /> },
    {
      key: "at",
      header: t("col.at"),
      cell: ({ note }) => (note.at ? <DateTime at={new Date(note.at)} /> : "—"),
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={left}
      rowKey={(row) => `${row.rowNo}:${row.key}`}
      empty={empty}
    />
  );
}

function Why({ kind, note }: { kind: string; note: LeftNote }) {
  const t = useTranslations("import.undo");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  const code = CODES.find((known) => known === note.code) ?? "OTHER";
  return (
    <>
      {t(`why.${code}`)}
      {note.fields && (
        <span className="tk-muted tk-block">
          {t("fields", { names: formatList(locale, note.fields.map(fieldName)) })}
        </span>
      )}
    </>
  );
}

/** A later file, a run, or a person. */
function Who({ note }: { note: LeftNote }) {
  const t = useTranslations("import.undo");
  const locale = useLocale();
  if (note.batch !== undefined) return t("byBatch", { number: formatCode(locale, note.batch) });
  if (note.run) return t("byRun", { number: formatCode(locale, note.run) });
  if (note.by) return <bdi>{note.by}</bdi>;
  return note.code === "ALLOCATED" ? t("byHand") : "—";
}
