import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { MeasureChoice } from "@/components/reporting/measure-choice";
import { MentorHeat } from "@/components/reporting/mentor-heat";
import { Segments } from "@/components/reporting/segments";
import { UtilizationTotals } from "@/components/reporting/utilization-totals";
import type { Measure } from "@/components/reporting/utilization-view";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/page";
import { TablePager } from "@/components/ui/table-pager";
import { type View, viewHref } from "@/components/ui/table-view";
import type { Can } from "@/lib/auth/permissions";
import type { MentorSort } from "@/lib/reporting/utilization/occupancy";
import { getMentorHeat, type UtilizationFilter } from "@/lib/reporting/utilization/queries";

type Props = {
  staff: Can<"report:read">;
  filter: UtilizationFilter;
  view: View<MentorSort>;
  show: Measure;
  /** The switches above the grid. */
  children: ReactNode;
};

/** Mentors × groups, page by page, the fullest first unless the address says otherwise. */
export async function MentorsPanel({ staff, filter, view, show, children }: Props) {
  const { sort, offset, size } = view;
  const [t, heat] = await Promise.all([
    getTranslations("utilization"),
    getMentorHeat(staff, { ...filter, sort: sort.key, desc: sort.desc, offset, size }),
  ]);
  return (
    <>
      <UtilizationTotals totals={heat.totals} filter={filter} />
      {children}
      <Panel
        title={t("mentors.title")}
        hint={t(`mentors.hint.${show}`)}
        actions={<Choices view={view} show={show} />}
      >
        {heat.rows.length > 0 ? (
          <MentorHeat heat={heat} show={show} />
        ) : (
          <EmptyState icon="heat" title={t("empty")} hint={t("emptyHint")} />
        )}
        {heat.total > 0 && <TablePager view={view} total={heat.total} />}
      </Panel>
    </>
  );
}

const ORDERS = ["-occupancy", "-left", "id"] as const;

function Choices({ view, show }: { view: View; show: Measure }) {
  const t = useTranslations("utilization.order");
  const current = `${view.sort.desc ? "-" : ""}${view.sort.key}`;
  const items = ORDERS.map((key) => ({ key, label: t(key), href: viewHref(view, { sort: key }) }));
  return (
    <>
      <Segments label={t("label")} current={current} items={items} />
      <MeasureChoice view={view} current={show} />
    </>
  );
}
