import { getTranslations } from "next-intl/server";
import type { Names } from "@/components/allocation/labels";
import { IssueTable } from "@/components/intake/issue-table";
import { maskRow } from "@/components/intake/mask-row";
import { QuarantineActions } from "@/components/intake/quarantine-actions";
import { LoadTable, RowTable } from "@/components/intake/row-table";
import { ActionButton } from "@/components/ui/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { Panel } from "@/components/ui/page";
import { readView, type SearchParams, type View } from "@/components/ui/table-view";
import { UrlTabs } from "@/components/ui/url-tabs";
import { Num } from "@/components/ui/values";
import { type Can, holds } from "@/lib/auth/permissions";
import { editRowAction, rejectRowAction, releaseRowAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import { COLUMNS } from "@/lib/intake/columns";
import {
  type BatchSheet,
  countBatchTabs,
  listBatchIssues,
  listBatchRows,
  type RowSheet,
} from "@/lib/intake/review/queries";
import { isIssueCode } from "@/lib/shared/issues";
import { managerTools } from "../manager-tools";
import { TABS, type Tab, tabHref, tabOf } from "./tabs";

type Issues = Awaited<ReturnType<typeof listBatchIssues>>;
type Props = { staff: Can<"import:read">; batch: BatchSheet; search: SearchParams; names: Names };

/** The rows of a batch: as they came, what they change, what was found in them. */
export async function RowsPanel({ staff, batch, search, names }: Props) {
  const tab = tabOf(search, batch);
  const asked = listBatchIssues(staff, batch.id);
  const read = async () => {
    // Only a code in the address has to wait for the codes there are.
    const codes = search.code === undefined ? [] : (await asked).map((issue) => issue.code);
    const view = readView(search, {
      sorts: ["position"],
      defaultSort: "position",
      filters: { code: codes },
      sizes: [25, 50, 100],
    });
    const { code } = view.filters;
    const { offset, size } = view;
    const found =
      tab === "issues"
        ? NO_ROWS
        : await listBatchRows(staff, { batchId: batch.id, show: tab, code, offset, size });
    return { view, found };
  };
  const [issues, counts, { view, found }] = await Promise.all([asked, countBatchTabs(staff, batch), read()]);
  return (
    <Panel flush id="rows">
      <Tabs batch={batch} issues={issues} found={counts} current={tab} search={search} />
      {tab === "issues" ? (
        <IssueTable
          issues={issues}
          hrefOf={(severity, code) => tabHref(search, tabFor(severity), code)}
          fixHref={mayCorrect(staff, batch) ? (code) => `/imports/${batch.id}/review?code=${code}` : null}
        />
      ) : (
        <Rows {...{ staff, batch, names, issues, tab, view, found }} />
      )}
    </Panel>
  );
}

const mayCorrect = (staff: Can<"import:read">, batch: BatchSheet): boolean =>
  holds(staff, "quarantine:write") &&
  batch.owned &&
  (allows(batch.status, "rows") || allows(batch.status, "rejects"));

const tabFor = (severity: string): Tab =>
  severity === "quarantine" ? "quarantined" : severity === "warning" ? "warning" : "repair";

type TabsProps = {
  batch: BatchSheet;
  issues: Issues;
  found: Awaited<ReturnType<typeof countBatchTabs>>;
  current: Tab;
  search: SearchParams;
};

async function Tabs({ batch, issues, found, current, search }: TabsProps) {
  const t = await getTranslations("import.tab");
  const counts: Record<Tab, number> = {
    all: batch.rows,
    new: batch.newRows,
    changed: batch.changedRows,
    unchanged: batch.unchangedRows,
    quarantined: batch.quarantinedRows,
    repair: batch.repairedRows,
    issues: issues.length,
    ...found,
  };
  const shown = TABS.filter((tab) => (tab === "loads" ? batch.kind === "mentors" : true)).filter(
    (tab) => tab !== "warning" || tab === current || found.warning > 0,
  );
  return (
    <UrlTabs
      label={t("label")}
      current={current}
      tabs={shown.map((tab) => ({
        key: tab,
        label: t(tab),
        href: tabHref(search, tab),
        count: <Num value={counts[tab]} />,
      }))}
    />
  );
}

type Found = Awaited<ReturnType<typeof listBatchRows>>;
type RowsProps = Omit<Props, "search"> & {
  issues: Issues;
  tab: Exclude<Tab, "issues">;
  view: View;
  found: Found;
};
const NO_ROWS: Found = { rows: [], total: 0 };

const SHOW = { changed: "changes", quarantined: "quarantine", warning: "warning", repair: "repair" } as const;
const WITH_CODES: readonly Tab[] = ["quarantined", "warning", "repair"];

async function Rows({ staff, batch, names, issues, tab, view, found }: RowsProps) {
  const [t, tIssue] = await Promise.all([getTranslations("import"), getTranslations("issues")]);
  const { total } = found;
  const rows = holds(staff, "import:write") ? found.rows : found.rows.map(maskRow);
  const empty = <EmptyState icon="check" title={t(emptyOf(tab))} hint={t("row.emptyHint")} />;
  const codes = issues.filter((issue) => tabFor(issue.severity) === tab);
  const manager = managerTools(staff, names);
  const mayEdit = mayCorrect(staff, batch);
  return (
    <>
      {WITH_CODES.includes(tab) && codes.length > 1 && (
        <FilterBar
          fields={[
            {
              name: "code",
              label: t("codeFilter"),
              options: codes.map(({ code }) => ({
                value: code,
                label: isIssueCode(code) ? tIssue(code) : code,
              })),
            },
          ]}
          values={view.filters}
          params={view.params}
        />
      )}
      {tab === "loads" ? (
        <LoadTable rows={rows} total={total} view={view} empty={empty} />
      ) : (
        <RowTable
          kind={batch.kind}
          show={SHOW[tab as keyof typeof SHOW] ?? "cells"}
          rows={rows}
          total={total}
          view={view}
          names={names}
          fields={COLUMNS[batch.kind].map(({ field }) => field)}
          files={batch.files.length}
          empty={empty}
          {...(tab === "warning" && mayEdit
            ? { actions: (row: RowSheet) => <ReleaseButton row={row} /> }
            : {})}
          {...(tab === "quarantined" && mayEdit
            ? {
                actions: (row: RowSheet) => (
                  <QuarantineActions
                    kind={batch.kind}
                    row={row}
                    fields={COLUMNS[batch.kind].map(({ field }) => field)}
                    edit={editRowAction}
                    reject={rejectRowAction}
                    manager={manager}
                  />
                ),
              }
            : {})}
        />
      )}
    </>
  );
}

/** Lets the file's value in where a person's correction keeps it out. */
async function ReleaseButton({ row }: { row: RowSheet }) {
  if (!row.issues.some((issue) => issue.code === "EDIT_KEPT")) return null;
  const t = await getTranslations("import.source");
  return (
    <ActionButton
      size="small"
      action={releaseRowAction}
      input={{ rowId: row.id, version: row.version }}
      done={t("taken")}
      confirm={{ title: t("takeTitle"), text: t("takeText"), confirm: t("take") }}
    >
      {t("take")}
    </ActionButton>
  );
}

const emptyOf = (tab: Tab) => {
  if (tab === "quarantined") return "row.quarantineEmpty";
  if (tab === "changed") return "row.noChanges";
  return tab === "loads" ? "load.empty" : "row.empty";
};
