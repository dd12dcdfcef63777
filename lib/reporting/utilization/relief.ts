import type { OutCode } from "@/lib/mentor/availability";
import type { MentorOccupancy } from "./occupancy";

/** Mentors who are kept out of the pool for one reason, and the places they would bring if it ended. */
export type Relief = { readonly code: OutCode; readonly mentors: number; readonly places: number };

/** A placeholder stands for nobody: no click makes a mentor of it. */
const HOPELESS: readonly OutCode[] = ["MENTOR_PLACEHOLDER"];

/**
 * Places that are there but closed, by why, most first: capacity − load of mentors out of the pool. What opening them would
 * do for the waiting depends on groups and centres; the capacity planner tells it.
 */
export const reliefOf = (
  mentors: readonly Pick<MentorOccupancy, "out" | "capacity" | "load">[],
): Relief[] => {
  const by = new Map<OutCode, { mentors: number; places: number }>();
  for (const { out, capacity, load } of mentors) {
    const places = Math.max(0, capacity - load);
    if (out === null || places === 0 || HOPELESS.includes(out)) continue;
    const sum = by.get(out) ?? { mentors: 0, places: 0 };
    by.set(out, { mentors: sum.mentors + 1, places: sum.places + places });
  }
  return [...by]
    .map(([code, sum]) => ({ code, ...sum }))
    .sort((a, b) => b.places - a.places || a.code.localeCompare(b.code));
};
