import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Cut } from "@/components/reporting/cut";
import { DemandTable } from "@/components/reporting/demand-table";
import { ReliefList } from "@/components/reporting/relief-list";
import { RunOutTable } from "@/components/reporting/run-out-table";
import { Segments } from "@/components/reporting/segments";
import { UtilizationTotals } from "@/components/reporting/utilization-totals";
import { CELLS, type Cells } from "@/components/reporting/utilization-view";
import { ColumnChart } from "@/components/ui/chart";
import { Panel } from "@/components/ui/page";
import { type View, viewHref } from "@/components/ui/table-view";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { getNeededPlaces, getOutlook, type UtilizationFilter } from "@/lib/reporting/utilization/queries";
import { listGroups } from "@/lib/student/queries";

type Props = {
  staff: Can<"report:read">;
  filter: UtilizationFilter;
  centers: readonly { code: number; name: string }[];
  view: View;
  cells: Cells;
  children: ReactNode;
};

/** What waits against what is left, who is full first, and how the runs went. */
export async function OutlookPanel({ staff, filter, centers, view, cells, children }: Props) {
  const [t, locale, outlook, groups, needed] = await Promise.all([
    getTranslations("utilization"),
    getLocale(),
    getOutlook(staff, filter),
    listGroups(staff),
    holds(staff, "run:read") ? getNeededPlaces(staff, filter) : null,
  ]);
  const groupNames = new Map(groups.map((one) => [one.code, locale === "fa" ? one.nameFa : one.nameEn]));
  const centerNames = new Map(centers.map(({ code, name }) => [code, name]));
  return (
    <>
      <UtilizationTotals totals={outlook.totals} filter={filter} />
      {children}
      <Panel
        title={t("demand.title")}
        hint={t(`demand.hints.${cells}`)}
        actions={<CellChoice view={view} current={cells} />}
        flush
      >
        <DemandTable
          rows={cells === "open" ? outlook.open : outlook.demand}
          groups={groupNames}
          centers={centerNames}
          filter={filter}
        />
      </Panel>
      <Panel title={t("relief.title")} hint={t("relief.hint")}>
        <ReliefList relief={outlook.relief} needed={needed} filter={filter} />
      </Panel>
      <Panel
        title={t("runOut.title")}
        hint={t("runOut.hint")}
        actions={<Cut shown={outlook.runOut.length} total={outlook.runOutTotal} />}
        flush
      >
        <RunOutTable rows={outlook.runOut} />
      </Panel>
      {outlook.runs.length > 0 && (
        <Panel title={t("trend.title")} hint={t("trend.hint")}>
          <ColumnChart
            caption={t("trend.title")}
            axis={t("trend.run")}
            rows={outlook.runs.map(({ number, placed, needsNewMentor }) => ({
              label: t("trend.number", { number: formatCode(locale, number) }),
              values: { placed, waiting: needsNewMentor },
            }))}
            series={[
              { key: "placed", label: t("trend.placed"), tone: "main" },
              { key: "waiting", label: t("trend.waiting"), tone: "over" },
            ]}
          />
        </Panel>
      )}
    </>
  );
}

async function CellChoice({ view, current }: { view: View; current: Cells }) {
  const t = await getTranslations("utilization.demand.cells");
  const items = CELLS.map((key) => ({ key, label: t(key), href: viewHref(view, { cells: key }) }));
  return <Segments label={t("label")} current={current} items={items} />;
}
