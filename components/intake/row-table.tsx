import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { Code, Num } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { RowSheet } from "@/lib/intake/review/queries";
import { maskNationalId } from "@/lib/shared/national-id";
import type { CodeNames } from "./field-value";
import { IssueList } from "./issue-list";
import { usePreviewColumns } from "./preview-cells";
import { RowDiff } from "./row-diff";
import css from "./row-table.module.css";

type Props = {
  kind: string;
  /** What is listed: rows as they stand, their changes, or what was found in them. */
  show: "cells" | "changes" | "quarantine" | "warning" | "repair";
  rows: readonly RowSheet[];
  total: number;
  view: View;
  names: CodeNames;
  /** Fields of the kind in the order of the files. */
  fields: readonly string[];
  /** How many files the batch has: of several, each row says from which it comes. */
  files: number;
  empty: ReactNode;
  /** Buttons of a quarantined row. */
  actions?: (row: RowSheet) => ReactNode;
};

const PERSONAL: ReadonlySet<string> = new Set(["students", "counters"]);

/** Rows of a batch in one of its views. */
export function RowTable(props: Props) {
  const { kind, show, rows, total, view, names, fields, files, empty, actions } = props;
  const t = useTranslations("import");
  const preview = usePreviewColumns({ kind, fields, rows });
  const columns: Column<RowSheet>[] = [
    {
      key: "row",
      header: t("row.no"),
      primary: true,
      cell: (row) => <RowNumber row={row} />,
    },
    ...(files > 1 ? [fileColumn(t("row.file"))] : []),
    ...(show === "cells" ? preview : [keyColumn(kind, t("row.key"))]),
    {
      key: "state",
      header: t("row.state"),
      cell: (row) => <RowState row={row} />,
    },
    ...(show === "changes"
      ? [
          {
            key: "what",
            header: t("row.what"),
            cell: (row: RowSheet) => <RowDiff kind={kind} changes={row.changes ?? {}} names={names} />,
          },
        ]
      : []),
    ...(show === "quarantine" || show === "warning" || show === "repair"
      ? [
          {
            key: "issues",
            header: t("row.issues"),
            cell: (row: RowSheet) => (
              <IssueList kind={kind} issues={row.issues.filter((issue) => belongs(issue.severity, show))} />
            ),
          },
        ]
      : []),
    ...(actions ? [{ key: "actions", header: "", cell: actions } satisfies Column<RowSheet>] : []),
  ];
  return (
    <DataTable
      caption={t("row.caption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      view={view}
      total={total}
      empty={empty}
    />
  );
}

const fileColumn = (header: string): Column<RowSheet> => ({
  key: "file",
  header,
  cell: (row) => (
    <bdi className={css.cell} title={row.filename}>
      {row.filename}
    </bdi>
  ),
});

/** Who looks at a quarantined row wants to see all of its findings except what was tidied up. */
const belongs = (severity: string, show: string): boolean =>
  show === "quarantine" ? severity !== "repair" : severity === show;

const keyColumn = (kind: string, header: string): Column<RowSheet> => ({
  key: "key",
  header,
  cell: (row) => (
    <span className={css.key}>
      {nameOf(row) && (
        <span>
          <bdi>{nameOf(row)}</bdi>
        </span>
      )}
      <span>
        <NaturalKey kind={kind} value={row.naturalKey} />
      </span>
    </span>
  ),
});

/** What identifies a row: a national id is masked, other codes are not personal. */
export function NaturalKey({ kind, value }: { kind: string; value: string | null }) {
  const t = useTranslations("import.row");
  if (value === null) return <span className="tk-muted">{t("noKey")}</span>;
  return <bdi dir="ltr">{PERSONAL.has(kind) ? maskNationalId(value) : value}</bdi>;
}

function RowNumber({ row }: { row: RowSheet }) {
  const t = useTranslations("import.row");
  const locale = useLocale();
  return (
    <span title={row.filename} className={css.number}>
      <span className={css.phone}>{t("no")} </span>
      {formatCode(locale, row.rowNo)}
    </span>
  );
}

/** What the row does; once somebody decided about it, that. */
function RowState({ row }: { row: RowSheet }) {
  const t = useTranslations("import.row");
  const decided = ["REJECTED", "SUPERSEDED", "SKIPPED"].includes(row.status);
  return (
    <span className={css.state}>
      <StatusChip status={decided ? row.status : row.diff} />
      {row.editedById && <span className="tk-muted">{t("edited")}</span>}
    </span>
  );
}

/** Code of a mentor with the loads an import gives, before and after. */
export function LoadTable({ rows, total, view, empty }: Pick<Props, "rows" | "total" | "view" | "empty">) {
  const t = useTranslations("import.load");
  const load = (row: RowSheet, side: 0 | 1) => Number(row.changes?.load?.[side] ?? 0);
  const columns: Column<RowSheet>[] = [
    {
      key: "mentor",
      header: t("mentor"),
      primary: true,
      cell: (row) => (
        <>
          <bdi>{nameOf(row)}</bdi>{" "}
          <span className="tk-muted">
            <Code value={row.naturalKey ?? ""} />
          </span>
        </>
      ),
    },
    { key: "before", header: t("before"), align: "end", cell: (row) => <Num value={load(row, 0)} /> },
    {
      key: "after",
      header: t("after"),
      align: "end",
      cell: (row) => (
        <strong>
          <Num value={load(row, 1)} />
        </strong>
      ),
    },
    {
      key: "may",
      header: t("may"),
      cell: (row) =>
        row.issues.some((issue) => issue.code === "LOAD_MAY_INCLUDE_OURS") ? (
          <IssueList
            kind="mentors"
            issues={row.issues.filter((issue) => issue.code === "LOAD_MAY_INCLUDE_OURS")}
          />
        ) : (
          "—"
        ),
    },
  ];
  return (
    <DataTable
      caption={t("caption")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      view={view}
      total={total}
      empty={empty}
    />
  );
}

/** Who or what a row is about, as the file says. */
const nameOf = (row: RowSheet): string => {
  const { name, firstName, lastName } = row.raw;
  return [name, firstName, lastName].filter(Boolean).join(" ").trim();
};
