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

/** Nobody can change these: the mentors are of another gender, or nobody stands behind the row. */
const INCURABLE: ReadonlySet<FailureCode> = new Set<FailureCode>(["GENDER_MISMATCH", "MENTOR_PLACEHOLDER"]);
const isCurable = ({ codes }: Pick<Miss, "codes">): boolean => !codes.some((code) => INCURABLE.has(code));

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
 * The nearest misses, fewest lacks first, then most places. The smallest curable sets are always among them. The chosen
 * mentor is none. Source: Domain §4, Contracts §3.
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
  const near = Math.max(CODES_NEAR_MAX, (all.find(isCurable) ?? all[0])?.codes.length ?? 0);
  return all.filter(({ codes }) => codes.length <= near);
}

/**
 * The smallest sets of relaxations that would place an unplaced student: every set with the fewest things to change, the
 * one with most places first; more than one where several tie. Another gender is no relaxation, and neither is a
 * placeholder: nobody can cure them. Of stage 0 a mentor shows its first reason only. Source: Domain §4.
 */
export function smallestRelaxations(misses: readonly Miss[]): Miss[] {
  const curable = misses.filter(isCurable);
  const fewest = Math.min(...curable.map(({ codes }) => codes.length));
  return curable.filter(({ codes }) => codes.length === fewest);
}
