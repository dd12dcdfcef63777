import type { StudentClass } from "./classes";
import type { PoolMentor } from "./schema";

/**
 * Mentors that may serve each class, capacity apart: class c has list `of[c]`, and list l is `mentor[start[l]]` …
 * `mentor[start[l+1]-1]`, indexes into the mentors given, ascending. Classes with equal mentors share a list. Mentors out of
 * the pool are in none.
 */
export type EligibleLists = {
  readonly of: Int32Array;
  readonly start: Int32Array;
  readonly mentor: Int32Array;
};

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

/** Rules 1, 2, 3 and 6 for the mentors of a school; there are never many of them. */
const fitsSchool = (one: StudentClass, mentor: PoolMentor): boolean =>
  mentor.gender === one.gender && mentor.groups.includes(one.group) && mentor.centers.includes(one.center);

/** Numbers equal lists once, and puts them end to end. */
function share(lists: readonly (readonly number[])[]): EligibleLists {
  const known = new Map<string, number>();
  const distinct: (readonly number[])[] = [];
  const of = Int32Array.from(lists, (list) => {
    const key = list.join();
    const found = known.get(key) ?? distinct.push(list) - 1;
    known.set(key, found);
    return found;
  });
  const start = new Int32Array(distinct.length + 1);
  distinct.forEach((list, l) => {
    start[l + 1] = start[l]! + list.length;
  });
  const mentor = new Int32Array(start[distinct.length]!);
  distinct.forEach((list, l) => {
    mentor.set(list, start[l]!);
  });
  return { of, start, mentor };
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
  const lists = classes.map((one) => {
    if (one.type === 0) return byCell.get(cellKey(one.gender, one.group, one.center)) ?? NONE;
    const serving = one.school === null ? NONE : (bySchool.get(one.school) ?? NONE);
    return serving.filter((i) => fitsSchool(one, mentors[i]!));
  });
  return share(lists);
}
