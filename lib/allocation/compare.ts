import type { PoolMentor, PoolStudent, Snapshot } from "./schema";
import { type FieldChange, fieldsChanged, MENTOR_FIELDS, STUDENT_FIELDS } from "./stale";

/** A plan as it is compared: what it was decided on, and who goes where by national id (null = no mentor). */
export type ComparedPlan = {
  readonly snapshot: Snapshot;
  readonly mentorOf: ReadonlyMap<string, number | null>;
  /** National ids of those an accepted chain of swaps decided about. */
  readonly repaired: ReadonlySet<string>;
};

/** What can differ, in the order it is offered. */
export const DIFFERENCE_KINDS = ["ONLY_A", "ONLY_B", "GAINED", "LOST", "MOVED"] as const;
/** In one plan only; placed in B and not in A, or in A and not in B; placed by both with different mentors. */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Reasons in the order they are tried. */
export const DIFFERENCE_REASONS = ["POOL", "STUDENT", "REPAIR", "POLICY", "MENTOR", "OTHERS"] as const;
/**
 * Why, the first that applies: the pool had other students · the student's own data differ · an accepted chain of swaps decided ·
 * other policy or switches · one of the two mentors differs (or was in one pool only) · a consequence of others' places.
 */
export type DifferenceReason = (typeof DIFFERENCE_REASONS)[number];

export type Difference = {
  readonly nationalId: string;
  readonly kind: DifferenceKind;
  readonly reason: DifferenceReason;
  readonly mentorA: number | null;
  readonly mentorB: number | null;
  /** What differs, of the student or of the mentor named; empty for other reasons. */
  readonly fields: readonly FieldChange[];
  /** Of reason MENTOR: whose data differ. */
  readonly changedMentor: number | null;
};

export type PlanComparison = {
  /** Students of both plans with the same answer. */
  readonly same: number;
  /** In national-id order. */
  readonly differences: readonly Difference[];
};

type Found = Pick<Difference, "reason"> & Partial<Difference>;
type Sides = {
  readonly a: ComparedPlan;
  readonly b: ComparedPlan;
  readonly mentorsA: ReadonlyMap<number, PoolMentor>;
  readonly mentorsB: ReadonlyMap<number, PoolMentor>;
};

const samePolicy = ({ a, b }: Sides): boolean =>
  a.snapshot.policy === b.snapshot.policy &&
  a.snapshot.switches.schoolFallback === b.snapshot.switches.schoolFallback;

/** Of the mentors of a student in both plans, the first whose data differ; the mentor of B is asked first. */
function changedMentor({ mentorsA, mentorsB }: Sides, ids: readonly (number | null)[]): Found | null {
  for (const id of ids) {
    if (id === null) continue;
    const [before, after] = [mentorsA.get(id), mentorsB.get(id)];
    if (before === undefined || after === undefined)
      return { reason: "MENTOR", changedMentor: id, fields: [] };
    const fields = fieldsChanged(MENTOR_FIELDS, before, after);
    if (fields.length > 0) return { reason: "MENTOR", changedMentor: id, fields };
  }
  return null;
}

function reasonOf(sides: Sides, [one, other]: readonly [PoolStudent, PoolStudent]): Found {
  const { a, b } = sides;
  const { nationalId } = one;
  const fields = fieldsChanged(STUDENT_FIELDS, one, other);
  if (fields.length > 0) return { reason: "STUDENT", fields };
  if (a.repaired.has(nationalId) !== b.repaired.has(nationalId)) return { reason: "REPAIR" };
  if (!samePolicy(sides)) return { reason: "POLICY" };
  const ids = [b.mentorOf.get(nationalId) ?? null, a.mentorOf.get(nationalId) ?? null];
  return changedMentor(sides, ids) ?? { reason: "OTHERS" };
}

const kindOf = (a: number | null, b: number | null): DifferenceKind =>
  a === null ? "GAINED" : b === null ? "LOST" : "MOVED";

/** What differs between two plans, student by student, and the nearest reason of each. Pure; symmetric but for the names. */
export function comparePlans(a: ComparedPlan, b: ComparedPlan): PlanComparison {
  const studentsA = new Map(a.snapshot.students.map((one) => [one.nationalId, one]));
  const studentsB = new Map(b.snapshot.students.map((one) => [one.nationalId, one]));
  const mentorsA = new Map(a.snapshot.mentors.map((one) => [one.id, one]));
  const mentorsB = new Map(b.snapshot.mentors.map((one) => [one.id, one]));
  const sides = { a, b, mentorsA, mentorsB };
  const differences: Difference[] = [];
  let same = 0;
  for (const nationalId of [...new Set([...studentsA.keys(), ...studentsB.keys()])].sort()) {
    const [one, other] = [studentsA.get(nationalId), studentsB.get(nationalId)];
    const mentorA = a.mentorOf.get(nationalId) ?? null;
    const mentorB = b.mentorOf.get(nationalId) ?? null;
    const row = { nationalId, mentorA, mentorB, fields: [], changedMentor: null };
    if (one === undefined || other === undefined)
      differences.push({ ...row, kind: one === undefined ? "ONLY_B" : "ONLY_A", reason: "POOL" });
    else if (mentorA === mentorB) same++;
    else differences.push({ ...row, kind: kindOf(mentorA, mentorB), ...reasonOf(sides, [one, other]) });
  }
  return { same, differences };
}
