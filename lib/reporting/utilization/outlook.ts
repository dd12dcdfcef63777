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

const serves = (mentor: MentorOccupancy, { type, gender, group, center }: Waiting): boolean =>
  mentor.out === null &&
  mentor.gender === gender &&
  mentor.kind !== (type === 1 ? "NORMAL" : "SCHOOL") &&
  mentor.groups.includes(group) &&
  mentor.centers.includes(center);

/**
 * Places left per (gender, group, centre, school or not) beside the students who wait there; the biggest lack first. A mentor
 * of several groups or centres counts in each of them, so `left` is what a cell could get at most and `short` what it lacks
 * at least; the capacity planner tells what all of them lack together. Which school a student attends is not looked at.
 */
export const demandOf = (mentors: readonly MentorOccupancy[], waiting: readonly Waiting[]): Demand[] => {
  const open = mentors.filter((mentor) => mentor.left > 0);
  const rows = waiting.map((cell): Demand => {
    const fitting = open.filter((mentor) => serves(mentor, cell));
    const left = fitting.reduce((sum, mentor) => sum + mentor.left, 0);
    return { ...cell, mentors: fitting.length, left, short: Math.max(0, cell.students - left) };
  });
  return rows.sort(
    (a, b) =>
      b.short - a.short ||
      b.students - a.students ||
      a.center - b.center ||
      a.group - b.group ||
      a.gender - b.gender ||
      a.type - b.type,
  );
};

const keyOf = ({ gender, group, center, type }: Omit<Waiting, "students">): string =>
  [gender, group, center, type].join(" ");

/** The combinations open mentors would take students of and nobody waits for, as rows of no students. */
export const cellsOf = (mentors: readonly MentorOccupancy[], waiting: readonly Waiting[]): Waiting[] => {
  const wanted = new Set(waiting.map(keyOf));
  const cells = new Map<string, Waiting>();
  for (const mentor of mentors.filter(({ left }) => left > 0))
    for (const group of mentor.groups)
      for (const center of mentor.centers)
        for (const type of mentor.kind === "DUAL"
          ? ([0, 1] as const)
          : ([mentor.kind === "SCHOOL" ? 1 : 0] as const)) {
          const cell = { gender: mentor.gender, group, center, type, students: 0 };
          if (!wanted.has(keyOf(cell))) cells.set(keyOf(cell), cell);
        }
  return [...cells.values()];
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
