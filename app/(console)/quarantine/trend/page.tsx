import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { readerCalendar } from "@/app/reader-calendar";
import { toNames } from "@/components/allocation/labels";
import { QualityChart, QualitySources, QualityWeeks } from "@/components/intake/quality-trend";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { formatShortDate } from "@/lib/i18n/format";
import { KINDS } from "@/lib/intake/columns";
import { getTrend } from "@/lib/intake/trend/queries";
import { TREND_BY, TREND_WEEKS, trendSchema } from "@/lib/intake/trend/schema";
import { listCenters } from "@/lib/student/queries";
import { QuarantineTabs } from "../tabs";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("quarantine"))("trend.title"),
});

/** How good the files are, week by week: per kind, per person who brought them, per centre. */
export default async function TrendPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("import:read");
  const view = readView(await searchParams, {
    sorts: ["week"],
    defaultSort: "week",
    filters: { by: TREND_BY, weeks: TREND_WEEKS.map(String), kind: KINDS },
  });
  const asked = trendSchema.parse(view.filters);
  const [t, locale, calendar, centers, { weeks, sources }] = await Promise.all([
    getTranslations("quarantine"),
    getLocale(),
    readerCalendar(),
    listCenters(staff),
    getTrend(staff, asked, new Date()),
  ]);
  const labels = weeks.map(({ week }) => formatShortDate(locale, new Date(`${week}T12:00:00Z`), calendar));
  const names = toNames(locale, { centers, groups: [] });
  const tKind = await getTranslations("import.kind");
  const nameOf = (source: string | null): string => {
    if (source === null || source === "") return t("trend.unknown");
    if (asked.by === "kind") return tKind(source as never);
    return asked.by === "center" ? (names.centers[Number(source)] ?? source) : source;
  };
  const heading = t(`trend.by.${asked.by}`);
  return (
    <Page>
      <PageHeader title={t("trend.title")} lead={t("trend.lead")} />
      <Panel flush>
        <QuarantineTabs current="trend" />
        <FilterBar
          fields={await fieldsOf()}
          values={{ ...view.filters, by: asked.by, weeks: String(asked.weeks) }}
          params={view.params}
        />
      </Panel>
      {sources.length > 0 && (
        <Panel title={t("trend.chart")} hint={t("trend.hint")}>
          <QualityChart weeks={weeks} labels={labels} />
        </Panel>
      )}
      <Panel title={t("trend.sources")} flush>
        <QualitySources sources={sources} nameOf={nameOf} heading={heading} />
      </Panel>
      {sources.length > 0 && (
        <Panel title={t("trend.byWeek")} hint={t("trend.byWeekHint")} flush>
          <QualityWeeks sources={sources} nameOf={nameOf} heading={heading} labels={labels} />
        </Panel>
      )}
    </Page>
  );
}

const fieldsOf = async (): Promise<FilterField[]> => {
  const [t, tKind] = await Promise.all([getTranslations("quarantine"), getTranslations("import.kind")]);
  return [
    {
      name: "by",
      label: t("trend.by.label"),
      required: true,
      options: TREND_BY.map((value) => ({ value, label: t(`trend.by.${value}`) })),
    },
    {
      name: "weeks",
      label: t("trend.span"),
      required: true,
      options: TREND_WEEKS.map((weeks) => ({ value: String(weeks), label: t("trend.weeks", { weeks }) })),
    },
    {
      name: "kind",
      label: t("filter.kind"),
      options: KINDS.map((value) => ({ value, label: tKind(value) })),
    },
  ];
};
