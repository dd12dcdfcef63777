import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { toNames } from "@/components/allocation/labels";
import { maskRow } from "@/components/intake/mask-row";
import { QuarantineActions } from "@/components/intake/quarantine-actions";
import { QueueBulk } from "@/components/intake/queue-bulk";
import { RetryRows } from "@/components/intake/retry-rows";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { choiceOf, type SearchParams } from "@/components/ui/table-view";
import { ClosePanels } from "@/components/ui/use-panel";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds, type Staff } from "@/lib/auth/permissions";
import { LIMITS } from "@/lib/excel/limits";
import { formatCode } from "@/lib/i18n/format";
import { editRowAction, rejectRowAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import { COLUMNS, KINDS, type Kind } from "@/lib/intake/columns";
import { assignRowsAction } from "@/lib/intake/queue/actions";
import { listOwners, listQuarantine, type Owner, type QuarantineRow } from "@/lib/intake/queue/queries";
import { retryRowsAction } from "@/lib/intake/retry/actions";
import { RETRY_ROWS } from "@/lib/intake/retry/schema";
import { QUARANTINE_CODES } from "@/lib/lists/pages";
import { listCenters } from "@/lib/student/queries";
import { managerTools } from "../imports/manager-tools";
import { type Opened, openList } from "../open-list";
import { queueColumns } from "./columns";
import { QuarantineTabs } from "./tabs";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("quarantine"))("title"),
});

/** Rows that wait for somebody, over all batches. */
export default async function QuarantinePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("import:read");
  const opened = await openList(staff, "quarantine", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="quarantine" />}>
      <Quarantine staff={staff} {...opened} />
    </Suspense>
  );
}

async function Quarantine({ staff, view, views }: { staff: Can<"import:read"> } & Opened<"quarantine">) {
  const [t, locale, centers, owners, { rows, total, codes }] = await Promise.all([
    getTranslations("quarantine"),
    getLocale(),
    listCenters(staff),
    listOwners(staff),
    listQuarantine(staff, view),
  ]);
  const manager = managerTools(staff, toNames(locale, { centers, groups: [] }));
  const mayWrite = holds(staff, "quarantine:write");
  const of = choiceOf("quarantine", view);
  const columns = await queueColumns(
    new Date(),
    (row) => mayWrite && isOpen(row) && <Actions row={row} manager={manager} />,
  );
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
        <QuarantineTabs current="rows" />
        <ListBar staff={staff} page="quarantine" view={view} views={views} total={total} />
        {(filtered || total > 0) && (
          <FilterBar
            fields={await fieldsOf(staff, codes, owners)}
            values={view.filters}
            params={view.params}
          />
        )}
        {mayWrite && total > 0 && (
          <QueueBulk
            of={of}
            total={total}
            filter={view.filters}
            max={LIMITS.rows}
            idsMax={RETRY_ROWS}
            people={owners.filter(({ id }) => id !== staff.id)}
            assign={assignRowsAction}
            retry={retryRowsAction}
            versions={Object.fromEntries(rows.map(({ id, version }) => [id, version]))}
          />
        )}
        <DataTable
          caption={t("caption")}
          columns={columns}
          rows={mayWrite ? rows : rows.map(maskRow)}
          rowKey={(row) => row.id}
          view={view}
          total={total}
          choice={
            mayWrite
              ? {
                  of,
                  label: (row) => t("rowName", { row: formatCode(locale, row.rowNo), file: row.filename }),
                  can: (row) => row.batch.owned,
                }
              : undefined
          }
          empty={
            filtered ? (
              <EmptyState icon="search" title={t("emptyFiltered")} hint={t("emptyFilteredHint")} />
            ) : (
              <EmptyState icon="check" title={t("empty")} hint={t("emptyHint")} />
            )
          }
        />
      </Panel>
      <ClosePanels />
    </Page>
  );
}

/** Whether a row can be decided about now, and here. */
const isOpen = ({ batch }: QuarantineRow): boolean =>
  batch.owned && (allows(batch.status, "rows") || allows(batch.status, "rejects"));

const fieldsOf = async (
  staff: Staff,
  codes: readonly string[],
  owners: readonly Owner[],
): Promise<FilterField[]> => {
  const [t, tImport, tIssue] = await Promise.all([
    getTranslations("quarantine"),
    getTranslations("import"),
    getTranslations("issues"),
  ]);
  const kinds = KINDS.map((value) => ({ value, label: tImport(`kind.${value}`) }));
  const known = QUARANTINE_CODES.filter((code) => codes.includes(code));
  const people = owners
    .filter(({ id }) => id !== staff.id)
    .map(({ id, name }) => ({ value: id, label: name }));
  return [
    { name: "kind", label: t("filter.kind"), many: true, options: kinds },
    {
      name: "code",
      label: t("filter.code"),
      many: true,
      options: known.map((value) => ({ value, label: tIssue(value) })),
    },
    {
      name: "owner",
      label: t("filter.owner"),
      options: [
        { value: "me", label: t("owner.me") },
        { value: "nobody", label: t("owner.nobody") },
        ...people,
      ],
    },
  ];
};

type ActionsProps = { row: QuarantineRow; manager: ReturnType<typeof managerTools> };

function Actions({ row, manager }: ActionsProps) {
  return (
    <QuarantineActions
      kind={row.batch.kind}
      row={row}
      fields={COLUMNS[row.batch.kind as Kind].map(({ field }) => field)}
      edit={editRowAction}
      reject={rejectRowAction}
      retry={retryRowsAction}
      manager={manager}
    />
  );
}
