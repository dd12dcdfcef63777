import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable, type Listed } from "@/components/ui/data-table";
import { StatusChip } from "@/components/ui/status-chip";
import { Code, DateTime, Num } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { BatchRow } from "@/lib/intake/review/queries";
import css from "./batch-table.module.css";

/** Batches with who brought what and what it did. */
export function BatchTable(list: Listed<BatchRow>) {
  const t = useTranslations("import");
  const locale = useLocale();
  const count = (
    key: "rows" | "new" | "changed" | "unchanged" | "quarantined",
    of: (b: BatchRow) => number,
  ) =>
    ({
      key,
      header: t(`col.${key}`),
      align: "end",
      phoneOff: key === "unchanged",
      sortable: key === "rows",
      cell: (batch) => <Count value={of(batch)} strong={key === "quarantined"} />,
    }) satisfies Column<BatchRow>;
  const columns: Column<BatchRow>[] = [
    {
      key: "number",
      header: t("col.number"),
      sortable: true,
      primary: true,
      cell: (b) => (
        <Link href={`/imports/${b.id}`} className="tk-nowrap">
          {t("batch", { number: formatCode(locale, b.number) })}
        </Link>
      ),
    },
    { key: "kind", header: t("col.kind"), cell: (b) => t(`kind.${b.kind}` as never) },
    { key: "year", header: t("col.year"), cell: (b) => (b.year === null ? "—" : <Code value={b.year} />) },
    { key: "files", header: t("col.files"), cell: (b) => <FileNames names={b.files} /> },
    {
      key: "by",
      header: t("col.by"),
      cell: (b) => (
        <span className={css.by}>
          <span>
            <bdi>{b.createdByName}</bdi>
          </span>
          <span className="tk-muted">
            <DateTime at={b.createdAt} />
          </span>
        </span>
      ),
    },
    { key: "status", header: t("col.status"), cell: (b) => <StatusChip status={b.status} /> },
    count("rows", (b) => b.rows),
    count("new", (b) => b.newRows),
    count("changed", (b) => b.changedRows),
    count("unchanged", (b) => b.unchangedRows),
    count("quarantined", (b) => b.quarantinedRows),
  ];
  return <DataTable caption={t("title")} columns={columns} rowKey={(row) => row.id} {...list} />;
}

function Count({ value, strong }: { value: number; strong: boolean }) {
  return (
    <span className={value === 0 ? css.zero : strong ? css.warn : undefined}>
      <Num value={value} />
    </span>
  );
}

function FileNames({ names }: { names: readonly string[] }) {
  const t = useTranslations("import");
  const [first, ...more] = names;
  if (first === undefined) return <span className="tk-muted">{t("noFiles")}</span>;
  return (
    <span className={css.names} title={names.join("\n")}>
      <span>
        <bdi>{first}</bdi>
      </span>
      {more.length > 0 && <span className="tk-muted">{t("moreFiles", { count: more.length })}</span>}
    </span>
  );
}
