import { getLocale, getMessages, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { AuditPager } from "@/components/reporting/audit-pager";
import { AuditTable } from "@/components/reporting/audit-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams, type View, viewHref } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { listAudit, listAuditActors } from "@/lib/reporting/audit/queries";
import { listCenters } from "@/lib/student/queries";

const PERIODS = ["1", "7", "30", "365"] as const;
const RESOURCES = [
  "batch",
  "run",
  "export",
  "student",
  "mentor",
  "assignment",
  "user",
  "token",
  "counter",
] as const;
const DAY_MS = 86_400_000;
const SIZE = 50;

/** The audit log: every change and every download, newest first. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("audit:read");
  const [search, t, tJobs, locale, messages, actors, centers] = await Promise.all([
    searchParams,
    getTranslations("audit"),
    getTranslations("jobs.kinds"),
    getLocale(),
    getMessages(),
    listAuditActors(staff),
    listCenters(staff),
  ]);
  const actions = leavesOf(messages.audit?.actions);
  const view = readView(search, {
    sorts: ["at"],
    defaultSort: "-at",
    filters: { actor: actors, action: actions, type: RESOURCES, period: PERIODS },
  });
  const { actor, action, type, period } = view.filters;
  const resource = typeof search.resource === "string" ? search.resource : undefined;
  const before = typeof search.before === "string" ? search.before : undefined;
  const { rows, next } = await listAudit(staff, {
    actor,
    action,
    resourceType: type,
    resourceId: resource,
    from: period === undefined ? undefined : new Date(Date.now() - Number(period) * DAY_MS),
    before,
    size: SIZE,
  });
  const options = (values: readonly string[], word: (value: string) => string) =>
    values.map((value) => ({ value, label: word(value) }));
  const fields: FilterField[] = [
    {
      name: "actor",
      label: t("col.actor"),
      options: options(actors, (name) => (tJobs.has(name as never) ? tJobs(name as never) : name)),
    },
    {
      name: "action",
      label: t("col.action"),
      options: options(actions, (key) => t(`actions.${key}` as never)),
    },
    {
      name: "type",
      label: t("col.resource"),
      options: options(RESOURCES, (key) => t(`resources.${key}` as never)),
    },
    { name: "period", label: t("period"), options: options(PERIODS, (key) => t(`periods.${key}` as never)) },
  ];
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Panel flush>
        <FilterBar fields={fields} values={view.filters} params={withoutCursor(view)} />
        <AuditTable
          rows={rows}
          centerNames={toNames(locale, { centers, groups: [] }).centers}
          empty={<EmptyState icon="audit" title={t("empty")} hint={t("emptyHint")} />}
        />
        <AuditPager
          older={next && viewHref(view, { before: next })}
          newest={before ? viewHref(view, { before: null }) : null}
        />
      </Panel>
    </Page>
  );
}

/** A changed filter starts again at the newest. */
const withoutCursor = ({ params: { before: _before, ...params } }: View): Record<string, string> => params;

/** Dotted keys of a table of words: the actions people can choose from. */
const leavesOf = (table: unknown, prefix = ""): string[] =>
  typeof table === "object" && table !== null
    ? Object.entries(table).flatMap(([key, value]) => leavesOf(value, prefix ? `${prefix}.${key}` : key))
    : [prefix];
