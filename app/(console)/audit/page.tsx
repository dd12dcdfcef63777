import type { Metadata } from "next";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { toNames } from "@/components/allocation/labels";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { AuditPager } from "@/components/reporting/audit-pager";
import { AuditTable } from "@/components/reporting/audit-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { type SearchParams, viewHref, withoutCursor } from "@/components/ui/table-view";
import { ClosePanels } from "@/components/ui/use-panel";
import { requirePermission } from "@/lib/auth/guard";
import type { Can } from "@/lib/auth/permissions";
import { auditAsked } from "@/lib/lists/asked";
import { shortId } from "@/lib/reporting/audit/links";
import { AUDIT_PERIODS, AUDIT_RESOURCES } from "@/lib/reporting/audit/period";
import { listAudit, listAuditActors } from "@/lib/reporting/audit/queries";
import { listCenters } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("audit"))("title"),
});

/** The audit log: every change and every download, newest first unless the address says otherwise. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("audit:read");
  const opened = await openList(staff, "audit", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="audit" />}>
      <Audit staff={staff} {...opened} />
    </Suspense>
  );
}

async function Audit({ staff, view, views }: { staff: Can<"audit:read"> } & Opened<"audit">) {
  const cursor = view.params["before"];
  const newestFirst = view.sort.desc;
  const [t, tJobs, locale, messages, actors, centers, { rows, next }] = await Promise.all([
    getTranslations("audit"),
    getTranslations("jobs.kinds"),
    getLocale(),
    getMessages(),
    listAuditActors(staff),
    listCenters(staff),
    listAudit(staff, { ...auditAsked(view, new Date()), [newestFirst ? "before" : "after"]: cursor }),
  ]);
  const actions = leavesOf(messages.audit?.actions);
  const options = (values: readonly string[], word: (value: string) => string) =>
    values.map((value) => ({ value, label: word(value) }));
  const fields: FilterField[] = [
    {
      name: "actor",
      label: t("col.actor"),
      options: actors.map(({ value, name }) => ({
        value,
        label: tJobs.has(name as never) ? tJobs(name as never) : name,
      })),
    },
    {
      name: "action",
      label: t("col.action"),
      many: true,
      options: options(actions, (key) => t(`actions.${key}` as never)),
    },
    {
      name: "type",
      label: t("col.resource"),
      many: true,
      options: options(AUDIT_RESOURCES, (key) => t(`resources.${key}` as never)),
    },
    {
      name: "period",
      label: t("period"),
      options: options(AUDIT_PERIODS, (key) => t(`periods.${key}` as never)),
    },
  ];
  // Set by the way from a record to its entries; shown so that it can be taken away.
  const { resource } = view.filters;
  if (resource !== undefined)
    fields.push({
      name: "resource",
      label: t("col.resourceId"),
      options: [{ value: resource, label: shortId(resource) }],
    });
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel flush>
        <ListBar staff={staff} page="audit" view={view} views={views} total={rows.length > 0 ? null : 0} />
        <FilterBar fields={fields} values={view.filters} params={withoutCursor(view)} />
        <AuditTable
          rows={rows}
          view={view}
          permissions={staff.permissions}
          centerNames={toNames(locale, { centers, groups: [] }).centers}
          empty={
            filtered ? (
              <EmptyState icon="search" title={t("noMatch")} hint={t("noMatchHint")} />
            ) : (
              <EmptyState icon="audit" title={t("empty")} hint={t("emptyHint")} />
            )
          }
        />
        <AuditPager
          onward={next && viewHref(view, { before: next })}
          start={cursor ? viewHref(view, { before: null }) : null}
          newestFirst={newestFirst}
        />
      </Panel>
      <ClosePanels />
    </Page>
  );
}

/** Dotted keys of a table of words: the actions people can choose from. */
const leavesOf = (table: unknown, prefix = ""): string[] =>
  typeof table === "object" && table !== null
    ? Object.entries(table).flatMap(([key, value]) => leavesOf(value, prefix ? `${prefix}.${key}` : key))
    : [prefix];
