import { heatLevel, shownShare } from "@/components/ui/heat-scale";
import type { HeatCell } from "@/components/ui/heatmap";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import { managerLink } from "@/lib/reporting/utilization/links";
import type { ManagerCell, MentorOccupancy } from "@/lib/reporting/utilization/occupancy";
import type { Measure } from "./utilization-view";

export type CellFacts = { load: number; capacity: number; left: number; placed: number };

/** The number a cell shows. Without capacity there is no share; a dash says so. */
export const cellText = (locale: string, facts: CellFacts, show: Measure): string => {
  if (show === "left") return formatNumber(locale, facts.left);
  if (show === "placed") return formatNumber(locale, facts.placed);
  const share = shownShare(facts.load, facts.capacity);
  return share === null ? "—" : formatPercent(locale, share);
};

type Words = (values: Record<string, string | number>) => string;

const toCell = (locale: string, facts: CellFacts, show: Measure, detail: string, href: string): HeatCell => ({
  level: heatLevel(facts.load, facts.capacity),
  text: cellText(locale, facts, show),
  detail,
  href,
});

type ManagerInput = {
  locale: string;
  show: Measure;
  words: Words;
  year: number;
  manager: { id: number; name: string };
};

/**
 * A cell managers × centres; null where none of the manager's mentors may take students of the centre. Without a centre it
 * is the manager's own sum, in which every mentor counts once.
 */
export const managerCell = (
  { locale, show, words, year, manager }: ManagerInput,
  center: { code: number; name: string } | null,
  cell: ManagerCell | undefined,
): HeatCell | null => {
  if (!cell) return null;
  const { mentors, capacity, load, left, placed } = cell;
  const detail = words({
    manager: manager.name,
    center: center?.name ?? "",
    mentors,
    capacity,
    load,
    left,
    placed,
  });
  const href = managerLink({ year, manager: manager.id, serves: center?.code ?? null });
  return toCell(locale, cell, show, detail, href);
};

type MentorInput = { locale: string; show: Measure; words: Words };

/** A cell mentors × groups; null where the mentor neither takes the group nor has students of it. */
export const mentorCell = (
  { locale, show, words }: MentorInput,
  mentor: MentorOccupancy & { placed: ReadonlyMap<number, number> },
  group: { code: number; name: string },
): HeatCell | null => {
  const placed = mentor.placed.get(group.code) ?? 0;
  if (placed === 0 && !mentor.groups.includes(group.code)) return null;
  const { name, capacity, load, left } = mentor;
  const detail = words({ mentor: name, group: group.name, capacity, load, left, placed });
  return toCell(
    locale,
    { load, capacity, left, placed },
    show,
    detail,
    `/mentors/${mentor.id}?group=${group.code}`,
  );
};
