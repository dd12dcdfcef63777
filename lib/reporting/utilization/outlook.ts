import type { MentorOccupancy } from "./occupancy";

/** Students without a mentor of one kind; `type` 1 = of a special school. */
export type Waiting = {
  readonly gender: 0 | 1;
  readonly group: number;
  readonly center: number;
  readonly type: 0 | 1;
  readonly students: number;
};

/** What waits for places, and the places there are for it. `short` = students beyond the places, at least. */
export type Demand = Waiting & { readonly mentors: number; readonly left: number; readonly short: number };

type Cell = Omit<Waiting, "students">;
const keyOf = ({ gender, group, center, type }: Cell): string => `${gender} ${group} ${center} ${type}`;

/** What a combination could get at most: open mentors who take it, and their places. */
type Places = Cell & { mentors: number; left: number };

const typesOf = ({ kind }: MentorOccupancy): readonly (0 | 1)[] =>
  kind === "DUAL" ? [0, 1] : [kind === "SCHOOL" ? 1 : 0];

/** The combinations open mentors take, by key: each mentor is looked at once, however many combinations are asked for. */
const placesOf = (mentors: readonly MentorOccupancy[]): Map<string, Places> => {
  const places = new Map<string, Places>();
  for (const mentor of mentors) {
    if (mentor.left === 0) continue;
    const { gender, left } = mentor;
    for (const group of mentor.groups)
      for (const center of mentor.centers)
        for (const type of typesOf(mentor)) {
          const key = keyOf({ gender, group, center, type });
          const cell = places.get(key);
          if (cell === undefined) places.set(key, { gender, group, center, type, mentors: 1, left });
          else {
            cell.mentors += 1;
            cell.left += left;
          }
        }
  }
  return places;
};

const byLack = (a: Demand, b: Demand): number =>
  b.short - a.short ||
  b.students - a.students ||
  a.center - b.center ||
  a.group - b.group ||
  a.gender - b.gender ||
  a.type - b.type;

/** `demand`: what waits; `open`: combinations with places nobody waits for. */
export type Market = { readonly demand: Demand[]; readonly open: Demand[] };

/**
 * Places left per (gender, group, centre, school or not) beside the students who wait there; the biggest lack first. A mentor
 * of several groups or centres counts in each of them, so `left` is what a cell could get at most and `short` what it lacks
 * at least; the capacity planner tells what all of them lack together. Which school a student attends is not looked at.
 */
export const marketOf = (mentors: readonly MentorOccupancy[], waiting: readonly Waiting[]): Market => {
  const places = placesOf(mentors);
  const demand = waiting.map((cell): Demand => {
    const key = keyOf(cell);
    const { mentors: fitting = 0, left = 0 } = places.get(key) ?? {};
    places.delete(key);
    return { ...cell, mentors: fitting, left, short: Math.max(0, cell.students - left) };
  });
  const open = [...places.values()].map((cell): Demand => ({ ...cell, students: 0, short: 0 }));
  return { demand: demand.sort(byLack), open: open.sort(byLack) };
};

/** When a mentor's places end, if students keep coming as they did. `days` from today, rounded up. */
export type RunOut = { readonly mentor: MentorOccupancy; readonly taken: number; readonly days: number };

/** Mentors with places who took students in the last `windowDays`, soonest to be full first. */
export const runOutOf = (
  mentors: readonly MentorOccupancy[],
  taken: ReadonlyMap<number, number>,
  windowDays: number,
): RunOut[] =>
  mentors
    .flatMap((mentor): RunOut[] => {
      const count = taken.get(mentor.id) ?? 0;
      if (mentor.left === 0 || count === 0) return [];
      return [{ mentor, taken: count, days: Math.ceil((mentor.left * windowDays) / count) }];
    })
    .sort((a, b) => a.days - b.days || b.taken - a.taken || a.mentor.id - b.mentor.id);
