import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Cut } from "@/components/reporting/cut";
import { OccupancyHistogram } from "@/components/reporting/occupancy-histogram";
import { OccupancyList } from "@/components/reporting/occupancy-list";
import { UtilizationTotals } from "@/components/reporting/utilization-totals";
import { Columns, Panel } from "@/components/ui/page";
import type { Can } from "@/lib/auth/permissions";
import { totalLinks } from "@/lib/reporting/utilization/links";
import { getSpread, type UtilizationFilter } from "@/lib/reporting/utilization/queries";

type Props = { staff: Can<"report:read">; filter: UtilizationFilter; children: ReactNode };

/** How evenly mentors are filled, and the two ends of it. */
export async function SpreadPanel({ staff, filter, children }: Props) {
  const [t, spread] = await Promise.all([getTranslations("utilization"), getSpread(staff, filter)]);
  const links = totalLinks(filter);
  return (
    <>
      <UtilizationTotals totals={spread.totals} filter={filter} />
      {children}
      <Panel title={t("histogram.title")} hint={t("histogram.hint")}>
        <OccupancyHistogram histogram={spread.histogram} />
      </Panel>
      <Columns>
        <Panel
          title={t("over.title")}
          hint={t("over.hint")}
          actions={<Cut shown={spread.over.length} total={spread.totals.over} href={links.over} />}
          flush
        >
          <OccupancyList caption={t("over.title")} mentors={spread.over} none={t("over.none")} />
        </Panel>
        <Panel
          title={t("idle.title")}
          hint={t("idle.hint")}
          actions={<Cut shown={spread.idle.length} total={spread.totals.idle} href={links.idle} />}
          flush
        >
          <OccupancyList caption={t("idle.title")} mentors={spread.idle} none={t("idle.none")} />
        </Panel>
      </Columns>
    </>
  );
}
