import type { Run } from "@db";
import { type Can, inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type ComparedPlan, comparePlans, type Difference } from "../compare";
import { readStoredSnapshot } from "../pool/queries";
import { findRun } from "../queries";
import { acceptedOf } from "../repair/decided";
import { selectMentorNames } from "../review/sql";
import type { Compare } from "./schema";

/** One of two compared runs. `load` and `capacity` are those of all its mentors in the pool at the end of the plan. */
export type ComparedRun = {
  readonly runId: string;
  readonly number: number;
  readonly year: number;
  readonly kind: string;
  readonly policy: string;
  readonly state: string;
  readonly inputHash: string | null;
  readonly planHash: string | null;
  readonly eligible: number;
  readonly placed: number;
  readonly load: number;
  readonly capacity: number;
};

/** A side of a comparison. */
export type Side = "A" | "B";

/** A difference as a viewer may see it: of a mentor outside their centres neither code nor name nor data, only that there is one. */
export type ShownDifference = Difference & {
  readonly studentId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly nameA: string | null;
  readonly nameB: string | null;
  /** Sides whose mentor is hidden. */
  readonly hidden: readonly Side[];
};

export type RunComparison = {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  readonly same: number;
  /** How many differences there are of each kind and reason, whatever is filtered. */
  readonly counts: readonly (Pick<Difference, "kind" | "reason"> & { readonly students: number })[];
  readonly total: number;
  readonly rows: readonly ShownDifference[];
};

/** A run's plan as stored, students of the viewer's centres only. */
async function readCompared(staff: Can<"run:read">, run: Run): Promise<ComparedPlan> {
  const [snapshot, items] = await Promise.all([
    readStoredSnapshot(db(), run.id),
    db().runItem.findMany({
      where: { runId: run.id },
      select: { position: true, nationalId: true, mentorId: true },
    }),
  ]);
  const chained = new Set(acceptedOf(run.repair).flatMap(({ steps }) => steps.map((step) => step.position)));
  return {
    snapshot: { ...snapshot, students: snapshot.students.filter((one) => inScope(staff, one.center)) },
    mentorOf: new Map(items.map((item) => [item.nationalId, item.mentorId])),
    repaired: new Set(items.flatMap((item) => (chained.has(item.position) ? [item.nationalId] : []))),
  };
}

function toSide(run: Run, { snapshot, mentorOf }: ComparedPlan): ComparedRun {
  const inPool = snapshot.mentors.filter((mentor) => mentor.out === null);
  const ids = new Set(inPool.map((mentor) => mentor.id));
  const taken = [...mentorOf.values()].filter((id) => id !== null && ids.has(id)).length;
  const { number, year, kind, policy, state, inputHash, planHash, eligible, placed } = run;
  return {
    ...{ runId: run.id, number, year, kind, policy, state, inputHash, planHash, eligible, placed },
    load: inPool.reduce((sum, mentor) => sum + mentor.load, taken),
    capacity: inPool.reduce((sum, mentor) => sum + mentor.capacity, 0),
  };
}

function countsOf(differences: readonly Difference[]): RunComparison["counts"] {
  const counts = new Map<
    string,
    { kind: Difference["kind"]; reason: Difference["reason"]; students: number }
  >();
  for (const { kind, reason } of differences) {
    const known = counts.get(`${kind}:${reason}`);
    if (known === undefined) counts.set(`${kind}:${reason}`, { kind, reason, students: 1 });
    else known.students++;
  }
  return [...counts.values()].sort((a, b) => b.students - a.students || (a.kind < b.kind ? -1 : 1));
}

/** Names of a page of differences; a student who has left the viewer's centres since is left out. */
async function toShown(staff: Can<"run:read">, page: readonly Difference[]): Promise<ShownDifference[]> {
  const [students, people] = await Promise.all([
    db().student.findMany({
      where: { nationalId: { in: page.map((row) => row.nationalId) } },
      select: { id: true, nationalId: true, firstName: true, lastName: true, centerCode: true },
    }),
    selectMentorNames(db(), staff.centers),
  ]);
  const known = new Map(students.map((student) => [student.nationalId, student]));
  const names = new Map(people.flatMap((one) => (one.visible ? [[one.id, one.name] as const] : [])));
  const nameOf = (id: number | null) => (id === null ? null : (names.get(id) ?? null));
  return page.flatMap((row) => {
    const student = known.get(row.nationalId);
    if (student === undefined || !inScope(staff, student.centerCode)) return [];
    const seen = (id: number | null) => (id !== null && names.has(id) ? id : null);
    const isHidden = (id: number | null) => id !== null && !names.has(id);
    const sides = [["A", row.mentorA] as const, ["B", row.mentorB] as const];
    return [
      {
        ...row,
        mentorA: seen(row.mentorA),
        mentorB: seen(row.mentorB),
        hidden: sides.flatMap(([side, id]) => (isHidden(id) ? [side] : [])),
        changedMentor: seen(row.changedMentor),
        ...(isHidden(row.changedMentor) ? { fields: [] } : {}),
        studentId: student.id,
        firstName: student.firstName,
        lastName: student.lastName,
        nameA: nameOf(row.mentorA),
        nameB: nameOf(row.mentorB),
      },
    ];
  });
}

/**
 * What differs between two stored runs and why, student by student, within the viewer's centres; null when one of them is unseen
 * or was never planned. Source: Contracts §6.
 */
export async function compareRuns(staff: Can<"run:read">, asked: Compare): Promise<RunComparison | null> {
  const [runA, runB] = await Promise.all([findRun(staff, asked.a), findRun(staff, asked.b)]);
  if (!runA?.planHash || !runB?.planHash) return null;
  const [a, b] = await Promise.all([readCompared(staff, runA), readCompared(staff, runB)]);
  const { same, differences } = comparePlans(a, b);
  const wanted = differences.filter(
    (row) =>
      (asked.kind === undefined || row.kind === asked.kind) &&
      (asked.reason === undefined || row.reason === asked.reason),
  );
  const offset = asked.offset ?? 0;
  return {
    a: toSide(runA, a),
    b: toSide(runB, b),
    same,
    counts: countsOf(differences),
    total: wanted.length,
    rows: await toShown(staff, wanted.slice(offset, offset + (asked.size ?? 50))),
  };
}
