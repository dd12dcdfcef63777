import { type FailureCode, failingRules, hasPlace } from "./rules";
import type { PoolMentor, PoolStudent } from "./schema";

/**
 * Mentors that lack exactly these things for a student, and the places they have left at the end of the plan: «4
 * mentors, 71 places if centre 1 were allowed». `mentorIds` ascending, at most twenty.
 */
export type Miss = {
  readonly codes: readonly FailureCode[];
  readonly mentors: number;
  readonly places: number;
  readonly mentorIds: readonly number[];
};

const IDS_SHOWN_MAX = 20;
/** Curing three things at once is no near miss, unless nothing less would do. */
const CODES_NEAR_MAX = 2;

/** All that stands between a student and a mentor. Without a manager there is no centre either: one lack, not two. */
function lacksOf(student: PoolStudent, mentor: PoolMentor, loadAfter: number): FailureCode[] {
  const rules: FailureCode[] = failingRules(student, mentor);
  const noCenter = mentor.out === "NO_MANAGER" || mentor.out === "MANAGER_WITHOUT_CENTER";
  const lacks = noCenter ? rules.filter((code) => code !== "CENTER_NOT_ALLOWED") : rules;
  if (mentor.out !== null) lacks.unshift(mentor.out);
  if (!hasPlace(loadAfter, mentor.capacity)) lacks.push("CAPACITY_FULL");
  return lacks;
}

/**
 * The nearest misses, fewest lacks first, then most places: the first one is the smallest set of relaxations that
 * would place the student. The chosen mentor is none. Source: Domain §4, Contracts §3.
 */
export function missesOf(question: {
  readonly student: PoolStudent;
  readonly mentors: readonly PoolMentor[];
  readonly loadAfter: ArrayLike<number>;
  readonly chosen: number | null;
}): Miss[] {
  const { student, mentors, loadAfter, chosen } = question;
  const found = new Map<
    string,
    { codes: FailureCode[]; mentors: number; places: number; mentorIds: number[] }
  >();
  mentors.forEach((mentor, m) => {
    const codes = lacksOf(student, mentor, loadAfter[m]!);
    if (codes.length === 0 || mentor.id === chosen) return;
    const key = codes.join();
    const miss = found.get(key) ?? { codes, mentors: 0, places: 0, mentorIds: [] };
    found.set(key, miss);
    miss.mentors++;
    miss.places += Math.max(0, mentor.capacity - loadAfter[m]!);
    if (miss.mentorIds.length < IDS_SHOWN_MAX) miss.mentorIds.push(mentor.id);
  });
  const all = [...found.values()].sort(
    (a, b) =>
      a.codes.length - b.codes.length ||
      b.places - a.places ||
      b.mentors - a.mentors ||
      (a.codes.join() < b.codes.join() ? -1 : 1),
  );
  const near = Math.max(CODES_NEAR_MAX, all[0]?.codes.length ?? 0);
  return all.filter(({ codes }) => codes.length <= near);
}
