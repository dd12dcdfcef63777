import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ManagerHeat } from "@/components/reporting/manager-heat";
import { MeasureChoice } from "@/components/reporting/measure-choice";
import { UtilizationTotals } from "@/components/reporting/utilization-totals";
import type { Measure } from "@/components/reporting/utilization-view";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/page";
import type { View } from "@/components/ui/table-view";
import type { Can } from "@/lib/auth/permissions";
import { getManagerHeat, type UtilizationFilter } from "@/lib/reporting/utilization/queries";

type Props = {
  staff: Can<"report:read">;
  filter: UtilizationFilter;
  centers: readonly { code: number; name: string }[];
  view: View;
  show: Measure;
  /** The switches above the grid. */
  children: ReactNode;
};

/** Managers × centres. With a centre chosen only its column is left. */
export async function ManagersPanel({ staff, filter, centers, view, show, children }: Props) {
  const [t, heat] = await Promise.all([getTranslations("utilization"), getManagerHeat(staff, filter)]);
  const columns = filter.center === null ? centers : centers.filter(({ code }) => code === filter.center);
  return (
    <>
      <UtilizationTotals totals={heat.totals} filter={filter} />
      {children}
      <Panel
        title={t("managers.title")}
        hint={t(`managers.hint.${show}`)}
        actions={<MeasureChoice view={view} current={show} />}
      >
        {heat.rows.length > 0 ? (
          <ManagerHeat rows={heat.rows} centers={columns} show={show} year={filter.year} />
        ) : (
          <EmptyState icon="heat" title={t("empty")} hint={t("emptyHint")} />
        )}
      </Panel>
    </>
  );
}
