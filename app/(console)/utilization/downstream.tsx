import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { GapTable } from "@/components/reporting/gap-table";
import { UtilizationTotals } from "@/components/reporting/utilization-totals";
import { Panel } from "@/components/ui/page";
import type { Can } from "@/lib/auth/permissions";
import { getDownstream, type UtilizationFilter } from "@/lib/reporting/utilization/queries";

type Props = { staff: Can<"report:read">; filter: UtilizationFilter; children: ReactNode };

/** Loads as the downstream system counts them, where they differ from ours. */
export async function DownstreamPanel({ staff, filter, children }: Props) {
  const [t, seen] = await Promise.all([
    getTranslations("utilization.downstream"),
    getDownstream(staff, filter),
  ]);
  return (
    <>
      <UtilizationTotals totals={seen.totals} filter={filter} />
      {children}
      <Panel title={t("title")} hint={t("hint")} flush>
        <GapTable rows={seen.gaps} />
      </Panel>
    </>
  );
}
