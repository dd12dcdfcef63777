import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DemandTable } from "@/components/reporting/demand-table";
import { RunOutTable } from "@/components/reporting/run-out-table";
import { UtilizationTotals } from "@/components/reporting/utilization-totals";
import { ColumnChart } from "@/components/ui/chart";
import { Panel } from "@/components/ui/page";
import type { Can } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { getOutlook, type UtilizationFilter } from "@/lib/reporting/utilization/queries";
import { listGroups } from "@/lib/student/queries";

type Props = {
  staff: Can<"report:read">;
  filter: UtilizationFilter;
  centers: readonly { code: number; name: string }[];
  children: ReactNode;
};

/** What waits against what is left, who is full first, and how the runs went. */
export async function OutlookPanel({ staff, filter, centers, children }: Props) {
  const [t, locale, outlook, groups] = await Promise.all([
    getTranslations("utilization"),
    getLocale(),
    getOutlook(staff, filter),
    listGroups(staff),
  ]);
  const groupNames = new Map(groups.map((one) => [one.code, locale === "fa" ? one.nameFa : one.nameEn]));
  const centerNames = new Map(centers.map(({ code, name }) => [code, name]));
  return (
    <>
      <UtilizationTotals totals={outlook.totals} center={filter.center} />
      {children}
      <Panel title={t("demand.title")} hint={t("demand.hint")} flush>
        <DemandTable rows={outlook.demand} groups={groupNames} centers={centerNames} />
      </Panel>
      <Panel title={t("runOut.title")} hint={t("runOut.hint")} flush>
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
