import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { MentorHeat } from "@/components/reporting/mentor-heat";
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
      <UtilizationTotals totals={heat.totals} center={filter.center} />
      {children}
      <Panel title={t("mentors.title")} hint={t(`mentors.hint.${show}`)} actions={<Order view={view} />}>
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

async function Order({ view }: { view: View }) {
  const t = await getTranslations("utilization.order");
  const current = `${view.sort.desc ? "-" : ""}${view.sort.key}`;
  return (
    <nav aria-label={t("label")}>
      {ORDERS.map((order, i) => (
        <span key={order}>
          {i > 0 && " · "}
          <Link
            href={viewHref(view, { sort: order })}
            scroll={false}
            aria-current={order === current || undefined}
          >
            {t(order)}
          </Link>
        </span>
      ))}
    </nav>
  );
}
