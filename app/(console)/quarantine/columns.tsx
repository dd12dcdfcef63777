import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { IssueList } from "@/components/intake/issue-list";
import { NaturalKey } from "@/components/intake/row-table";
import type { Column } from "@/components/ui/data-table";
import { Code, DateTime } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { QuarantineRow } from "@/lib/intake/queue/queries";

const DAY_MS = 86_400_000;

/** Columns of the queue; `now` gives the age, `actions` the buttons of a row. */
export const queueColumns = async (
  now: Date,
  actions: (row: QuarantineRow) => ReactNode,
): Promise<Column<QuarantineRow>[]> => {
  const [t, tImport, locale] = await Promise.all([
    getTranslations("quarantine"),
    getTranslations("import"),
    getLocale(),
  ]);
  const daysOf = (at: Date): number => Math.floor((now.getTime() - at.getTime()) / DAY_MS);
  return [
    {
      key: "row",
      header: t("col.row"),
      primary: true,
      cell: (row) => tImport("row.of", { row: formatCode(locale, row.rowNo), file: row.filename }),
    },
    { key: "kind", header: t("col.kind"), cell: (row) => tImport(`kind.${row.batch.kind}` as never) },
    {
      key: "key",
      header: t("col.key"),
      cell: (row) => <NaturalKey kind={row.batch.kind} value={row.naturalKey} />,
    },
    {
      key: "issues",
      header: t("col.issues"),
      cell: (row) => (
        <IssueList
          kind={row.batch.kind}
          issues={row.issues.filter((issue) => issue.severity === "quarantine")}
        />
      ),
    },
    {
      key: "owner",
      header: t("col.owner"),
      cell: (row) =>
        row.owner === null ? (
          <span className="tk-muted">{t("owner.none")}</span>
        ) : (
          <bdi>{row.owner.name}</bdi>
        ),
    },
    {
      key: "age",
      header: t("col.age"),
      sortable: true,
      cell: (row) => (
        <>
          <span className="tk-nowrap">{t("age", { days: daysOf(row.batch.createdAt) })}</span>
          <span className="tk-muted tk-block tk-nowrap">
            <DateTime at={row.batch.createdAt} />
          </span>
        </>
      ),
    },
    {
      key: "batch",
      header: t("col.batch"),
      sortable: true,
      cell: (row) => (
        <Link href={`/imports/${row.batchId}?tab=quarantined`}>
          <Code value={row.batch.number} />
        </Link>
      ),
    },
    { key: "actions", header: "", cell: actions },
  ];
};
