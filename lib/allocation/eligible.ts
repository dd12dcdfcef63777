import type { StudentClass } from "./classes";
import type { PoolMentor } from "./schema";

/**
 * Mentors that may serve each class, capacity apart: those of class c are `mentor[start[c]] … mentor[start[c+1]-1]`,
 * as indexes into the mentors given, ascending. Mentors out of the pool are in none.
 */
export type EligibleLists = { readonly start: Int32Array; readonly mentor: Int32Array };

const NONE: readonly number[] = [];
const cellKey = (gender: number, group: number, center: number): string => `${gender}:${group}:${center}`;

function push<K>(index: Map<K, number[]>, key: K, value: number): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [value]);
  else list.push(value);
}

/** Mentors of normal students by (gender, group, centre), mentors of school students by school. */
function indexMentors(mentors: readonly PoolMentor[]) {
  const byCell = new Map<string, number[]>();
  const bySchool = new Map<number, number[]>();
  mentors.forEach((mentor, i) => {
    if (mentor.out !== null) return;
    if (mentor.kind !== "SCHOOL") {
      for (const group of new Set(mentor.groups))
        for (const center of new Set(mentor.centers)) push(byCell, cellKey(mentor.gender, group, center), i);
    }
    if (mentor.kind !== "NORMAL") for (const school of new Set(mentor.schools)) push(bySchool, school, i);
  });
  return { byCell, bySchool };
}

/**
 * Evaluates rules 1, 2, 3, 5 and 6 once per class through indexes, never per student × mentor. Rule 5 is contained in
 * rule 6, because a graduate is a normal student. Source: Domain §4, Contracts §3.
 */
export function listEligible(
  classes: readonly StudentClass[],
  mentors: readonly PoolMentor[],
): EligibleLists {
  const { byCell, bySchool } = indexMentors(mentors);
  const start = new Int32Array(classes.length + 1);
  const lists = classes.map((one, c) => {
    const list =
      one.type === 0
        ? (byCell.get(cellKey(one.gender, one.group, one.center)) ?? NONE)
        : ((one.school === null ? undefined : bySchool.get(one.school)) ?? NONE).filter((i) => {
            const mentor = mentors[i]!;
            return (
              mentor.gender === one.gender &&
              mentor.groups.includes(one.group) &&
              mentor.centers.includes(one.center)
            );
          });
    start[c + 1] = start[c]! + list.length;
    return list;
  });
  const mentor = new Int32Array(start[classes.length]!);
  lists.forEach((list, c) => {
    mentor.set(list, start[c]!);
  });
  return { start, mentor };
}
