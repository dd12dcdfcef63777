import { byPreference } from "../rank";
import type { FailureCode } from "../rules";
import type { PoolMentor, PoolStudent } from "../schema";
import { judge, type Obstacle } from "./decide";

/** A mentor held against a student. FREE = takes them; OVERRIDABLE = only past a rule, by ADMIN; BLOCKED = not as it is. */
export type Candidate = {
  readonly id: number;
  readonly capacity: number;
  readonly load: number;
  readonly places: number;
  readonly fit: "FREE" | "OVERRIDABLE" | "BLOCKED";
  /** What would have to change for the student to fit, all of it. */
  readonly needs: readonly (Obstacle | FailureCode)[];
};

function candidateOf(student: PoolStudent, mentor: PoolMentor): Candidate {
  const { id, capacity, load } = mentor;
  const { obstacle, codes } = judge(student, mentor, load);
  const needs = obstacle === null ? codes : [obstacle, ...codes];
  const fit = obstacle !== null ? "BLOCKED" : codes.length > 0 ? "OVERRIDABLE" : "FREE";
  return { id, capacity, load, places: Math.max(0, capacity - load), fit, needs };
}

/**
 * Every mentor as a candidate: those who take the student first, by the ranking of runs; then the nearest misses, fewest
 * things to change first. Total order. Source: Domain §4.
 */
export const rankCandidates = (student: PoolStudent, mentors: readonly PoolMentor[]): Candidate[] =>
  mentors
    .map((mentor) => candidateOf(student, mentor))
    .sort((a, b) => a.needs.length - b.needs.length || byPreference(a, b));
