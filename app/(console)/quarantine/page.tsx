import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { IssueList } from "@/components/intake/issue-list";
import { maskRow } from "@/components/intake/mask-row";
import { QuarantineActions } from "@/components/intake/quarantine-actions";
import { RetryRows } from "@/components/intake/retry-rows";
import { NaturalKey } from "@/components/intake/row-table";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { Code, DateTime } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { editRowAction, rejectRowAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import { COLUMNS, KINDS, type Kind } from "@/lib/intake/columns";
import { listQuarantine, type QuarantineRow } from "@/lib/intake/queue/queries";
import { retryRowsAction } from "@/lib/intake/retry/actions";
import { RETRY_ROWS } from "@/lib/intake/retry/schema";
import { ISSUES, type IssueCode } from "@/lib/shared/issues";
import { listCenters } from "@/lib/student/queries";
import { managerTools } from "../imports/manager-tools";

const CODES = (Object.keys(ISSUES) as IssueCode[]).filter((code) => ISSUES[code] === "quarantine");

/** Rows that wait for somebody, over all batches. */
export default async function QuarantinePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("import:read");
  const view = readView(await searchParams, {
    sorts: ["age"],
    defaultSort: "age",
    filters: { kind: KINDS, code: CODES },
  });
  const [t, tImport, tIssue, locale, centers, { rows, total, codes }] = await Promise.all([
    getTranslations("quarantine"),
    getTranslations("import"),
    getTranslations("issues"),
    getLocale(),
    listCenters(staff),
    listQuarantine(staff, view),
  ]);
  const manager = managerTools(staff, toNames(locale, { centers, groups: [] }));
  const mayWrite = holds(staff, "quarantine:write");
  const fields: FilterField[] = [
    {
      name: "kind",
      label: t("filter.kind"),
      options: KINDS.map((value) => ({ value, label: tImport(`kind.${value}`) })),
    },
    {
      name: "code",
      label: t("filter.code"),
      options: CODES.filter((code) => codes.includes(code)).map((value) => ({ value, label: tIssue(value) })),
    },
  ];
  const columns: Column<QuarantineRow>[] = [
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
      key: "age",
      header: t("col.age"),
      sortable: true,
      cell: (row) => <DateTime at={row.batch.createdAt} />,
    },
    {
      key: "batch",
      header: t("col.batch"),
      cell: (row) => (
        <Link href={`/imports/${row.batchId}?tab=quarantined`}>
          <Code value={row.batch.number} />
        </Link>
      ),
    },
    {
      key: "actions",
      header: "",
      cell: (row) =>
        mayWrite &&
        row.batch.owned &&
        (allows(row.batch.status, "rows") || allows(row.batch.status, "rejects")) && (
          <QuarantineActions
            kind={row.batch.kind}
            row={row}
            fields={COLUMNS[row.batch.kind as Kind].map(({ field }) => field)}
            edit={editRowAction}
            reject={rejectRowAction}
            manager={manager}
          />
        ),
    },
  ];
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayWrite && (
            <RetryRows
              rowsMax={RETRY_ROWS}
              key={JSON.stringify(view.filters)}
              filter={view.filters}
              total={total}
              retry={retryRowsAction}
            />
          )
        }
      />
      <Panel flush>
        {(filtered || total > 0) && <FilterBar fields={fields} values={view.filters} params={view.params} />}
        <DataTable
          caption={t("caption")}
          columns={columns}
          rows={mayWrite ? rows : rows.map(maskRow)}
          rowKey={(row) => row.id}
          view={view}
          total={total}
          empty={
            filtered ? (
              <EmptyState icon="search" title={t("emptyFiltered")} hint={t("emptyFilteredHint")} />
            ) : (
              <EmptyState icon="check" title={t("empty")} hint={t("emptyHint")} />
            )
          }
        />
      </Panel>
    </Page>
  );
}
