import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { readUtilization, TABS, type Tab } from "@/components/reporting/utilization-view";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { LiveMark } from "@/components/ui/live-mark";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { PrintButton } from "@/components/ui/print-button";
import { readView, type SearchParams, type View, viewHref } from "@/components/ui/table-view";
import { UrlTabs } from "@/components/ui/url-tabs";
import { requirePermission } from "@/lib/auth/guard";
import { inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { findReportYear, type UtilizationFilter } from "@/lib/reporting/utilization/queries";
import { jalaliYear } from "@/lib/shared/calendar";
import { listCenters, listYears } from "@/lib/student/queries";
import { DownstreamPanel } from "./downstream";
import { ManagersPanel } from "./managers";
import { MentorsPanel } from "./mentors";
import { OutlookPanel } from "./outlook";
import { SpreadPanel } from "./spread";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("utilization"))("title"),
});

/** Who is how full: managers × centres, mentors × groups, and the spread. */
export default async function UtilizationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("report:read");
  const [search, t, locale, years, all, newest] = await Promise.all([
    searchParams,
    getTranslations("utilization"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    findReportYear(staff),
  ]);
  const view = readView(search, {
    sorts: ["occupancy", "left", "id"],
    defaultSort: "-occupancy",
    filters: { year: "number", center: "number" },
    sizes: [25, 50, 100],
  });
  const { tab, show, cells } = readUtilization(search);
  const centers = all
    .filter(({ code }) => inScope(staff, code))
    .map(({ code, nameFa, nameEn }) => ({ code, name: locale === "fa" ? nameFa : nameEn }));
  const filter = filterOf(view, newest, { years, centers });
  const fields: FilterField[] = [
    {
      name: "year",
      label: t("year"),
      required: true,
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
      <PageHeader
        title={t("title")}
        lead={t("lead", { year: formatCode(locale, filter.year) })}
        chips={<LiveMark topic="pool" />}
        actions={<PrintButton>{t("print")}</PrintButton>}
      />
      <div className="tk-noprint">
        <Panel flush>
          <FilterBar
            fields={fields}
            values={{ ...view.filters, year: String(filter.year) }}
            params={view.params}
          />
        </Panel>
      </div>
      {tab === "managers" && (
        <ManagersPanel staff={staff} filter={filter} centers={centers} view={view} show={show}>
          <Tabs view={view} current={tab} />
        </ManagersPanel>
      )}
      {tab === "mentors" && (
        <MentorsPanel staff={staff} filter={filter} view={view} show={show}>
          <Tabs view={view} current={tab} />
        </MentorsPanel>
      )}
      {tab === "spread" && (
        <SpreadPanel staff={staff} filter={filter}>
          <Tabs view={view} current={tab} />
        </SpreadPanel>
      )}
      {tab === "outlook" && (
        <OutlookPanel staff={staff} filter={filter} centers={centers} view={view} cells={cells}>
          <Tabs view={view} current={tab} />
        </OutlookPanel>
      )}
      {tab === "downstream" && (
        <DownstreamPanel staff={staff} filter={filter}>
          <Tabs view={view} current={tab} />
        </DownstreamPanel>
      )}
    </Page>
  );
}

type Choices = { years: readonly { year: number }[]; centers: readonly { code: number }[] };

/** What the address asks for, where it exists; else all centres and the year the reports start with. */
const filterOf = (view: View, newest: number | null, { years, centers }: Choices): UtilizationFilter => ({
  year:
    years.find(({ year }) => String(year) === view.filters.year)?.year ?? newest ?? jalaliYear(new Date()),
  center: centers.find(({ code }) => String(code) === view.filters.center)?.code ?? null,
});

async function Tabs({ view, current }: { view: View; current: Tab }) {
  const t = await getTranslations("utilization");
  const tabs = TABS.map((key) => ({
    key,
    label: t(`tabs.${key}`),
    href: viewHref(view, { tab: key, show: null, sort: null, cells: null }),
  }));
  return <UrlTabs label={t("tabs.label")} current={current} tabs={tabs} />;
}
