import type { RevertVerdict } from "../revert/decide";

/** What the students of a drain would go back to, as locked. */
export type WayBack = {
  /** Places each mentor has now; null = its loads are of another year and do not hold these students. */
  readonly places: ReadonlyMap<number, number | null>;
  /** Students (uuids) who are as the drain found them. */
  readonly unchanged: ReadonlySet<string>;
};

/**
 * Of the decisions a revert would take back, keeps those whose student cannot go back: the old placement is no longer what the
 * drain left, the student has changed, or the old mentor has no place, which go in plan order. Source: Contracts §4.
 */
export function decideWayBack(
  verdicts: readonly RevertVerdict[],
  { places, unchanged }: WayBack,
): RevertVerdict[] {
  const left = new Map(places);
  return verdicts.map((verdict) => {
    const { item } = verdict;
    if (verdict.state === "KEPT") return verdict;
    if (item.replaced === null || !unchanged.has(item.studentId)) return { item, state: "KEPT" };
    const free = left.get(item.replaced.mentorId);
    if (free === undefined || (free !== null && free <= 0)) return { item, state: "KEPT" };
    if (free !== null) left.set(item.replaced.mentorId, free - 1);
    return verdict;
  });
}
