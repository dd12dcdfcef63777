import { getLocale, getTranslations } from "next-intl/server";
import {
  MEASURES,
  type Measure,
  readUtilization,
  TABS,
  type Tab,
} from "@/components/reporting/utilization-view";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams, type View, viewHref } from "@/components/ui/table-view";
import { UrlTabs } from "@/components/ui/url-tabs";
import { requirePermission } from "@/lib/auth/guard";
import { inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import type { UtilizationFilter } from "@/lib/reporting/utilization/queries";
import { jalaliYear } from "@/lib/shared/calendar";
import { listCenters, listYears } from "@/lib/student/queries";
import { ManagersPanel } from "./managers";
import { MentorsPanel } from "./mentors";
import { SpreadPanel } from "./spread";

/** Who is how full: managers × centres, mentors × groups, and the spread. */
export default async function UtilizationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("report:read");
  const [search, t, locale, years, all] = await Promise.all([
    searchParams,
    getTranslations("utilization"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
  ]);
  const view = readView(search, {
    sorts: ["occupancy", "left", "id"],
    defaultSort: "-occupancy",
    filters: { year: "number", center: "number" },
    sizes: [25, 50, 100],
  });
  const { tab, show } = readUtilization(search);
  const centers = all
    .filter(({ code }) => inScope(staff, code))
    .map(({ code, nameFa, nameEn }) => ({ code, name: locale === "fa" ? nameFa : nameEn }));
  const filter = filterOf(view, years, centers);
  const fields: FilterField[] = [
    {
      name: "year",
      label: t("year"),
      options: years.map(({ year }) => ({ value: String(year), label: formatCode(locale, year) })),
    },
    {
      name: "center",
      label: t("center"),
      options: centers.map(({ code, name }) => ({ value: String(code), label: name })),
    },
  ];
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead", { year: formatCode(locale, filter.year) })} />
      <Panel flush>
        <FilterBar fields={fields} values={view.filters} params={view.params} />
      </Panel>
      {tab === "managers" && (
        <ManagersPanel staff={staff} filter={filter} centers={centers} show={show}>
          <Tabs view={view} current={tab} />
          <Measures view={view} current={show} />
        </ManagersPanel>
      )}
      {tab === "mentors" && (
        <MentorsPanel staff={staff} filter={filter} view={view} show={show}>
          <Tabs view={view} current={tab} />
          <Measures view={view} current={show} />
        </MentorsPanel>
      )}
      {tab === "spread" && (
        <SpreadPanel staff={staff} filter={filter}>
          <Tabs view={view} current={tab} />
        </SpreadPanel>
      )}
    </Page>
  );
}

/** The year in the address, else the newest with students, else the present one. */
const filterOf = (
  view: View,
  years: readonly { year: number; students: number }[],
  centers: readonly { code: number }[],
): UtilizationFilter => {
  const asked = years.find(({ year }) => String(year) === view.filters.year);
  const year = asked ?? years.find(({ students }) => students > 0);
  const center = centers.find(({ code }) => String(code) === view.filters.center);
  return { year: year?.year ?? jalaliYear(new Date()), center: center?.code ?? null };
};

async function Tabs({ view, current }: { view: View; current: Tab }) {
  const t = await getTranslations("utilization");
  const tabs = TABS.map((key) => ({
    key,
    label: t(`tabs.${key}`),
    href: viewHref(view, { tab: key, show: null, sort: null }),
  }));
  return <UrlTabs label={t("tabs.label")} current={current} tabs={tabs} />;
}

async function Measures({ view, current }: { view: View; current: Measure }) {
  const t = await getTranslations("utilization");
  const tabs = MEASURES.map((key) => ({ key, label: t(`show.${key}`), href: viewHref(view, { show: key }) }));
  return <UrlTabs label={t("show.label")} current={current} tabs={tabs} />;
}
