import type { SearchParams } from "@/components/ui/table-view";

export const TABS = ["managers", "mentors", "spread", "outlook", "downstream"] as const;
export type Tab = (typeof TABS)[number];

/** The number in a cell: occupancy in percent, places left, or our students. The colour is always the occupancy. */
export const MEASURES = ["occupancy", "left", "placed"] as const;
export type Measure = (typeof MEASURES)[number];

const one = <T extends string>(allowed: readonly T[], value: SearchParams[string], fallback: T): T =>
  allowed.find((item) => item === value) ?? fallback;

/** Which combinations the demand lists: those somebody waits in, or those with places nobody waits for. */
export const CELLS = ["waiting", "open"] as const;
export type Cells = (typeof CELLS)[number];

/** Which view of the page the address asks for; among mentors our students are the news, among managers the occupancy. */
export const readUtilization = (search: SearchParams): { tab: Tab; show: Measure; cells: Cells } => {
  const tab = one(TABS, search.tab, "managers");
  return {
    tab,
    show: one(MEASURES, search.show, tab === "mentors" ? "placed" : "occupancy"),
    cells: one(CELLS, search.cells, "waiting"),
  };
};
