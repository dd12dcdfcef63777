import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ComparedPlan, comparePlans } from "@/lib/allocation/compare";
import { planSequential } from "@/lib/allocation/plan";
import { repairChains, withChains } from "@/lib/allocation/repair";
import type { PoolMentor, Snapshot } from "@/lib/allocation/schema";
import { makeMentor, makeSnapshot, makeStudent } from "@/tests/support/pool";
import { snapshots } from "./arbitraries";

function planned(snapshot: Snapshot, repair = false): ComparedPlan {
  const base = planSequential(snapshot);
  const chains = repair ? repairChains(base, snapshot.switches) : [];
  const plan = withChains(base, chains);
  const idAt = (m: number) => (m < 0 ? null : plan.mentors[m]!.id);
  return {
    snapshot: { ...snapshot, students: [...plan.students], mentors: [...plan.mentors] },
    mentorOf: new Map(plan.students.map((one, i) => [one.nationalId, idAt(plan.mentorAt[i]!)])),
    repaired: new Set(chains.flat().map((step) => plan.students[step.student]!.nationalId)),
  };
}

const mentor = (id: number, over: Partial<PoolMentor> = {}) =>
  makeMentor(id, { capacity: 1, centers: [1, 2], ...over });

describe("two plans", () => {
  test("a plan does not differ from itself", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const one = planned(snapshot);
        expect(comparePlans(one, one)).toEqual({ same: snapshot.students.length, differences: [] });
      }),
    );
  });

  test("every student is counted once, and turning the two around turns the kinds around", () => {
    const turned = { ONLY_A: "ONLY_B", ONLY_B: "ONLY_A", GAINED: "LOST", LOST: "GAINED", MOVED: "MOVED" };
    fc.assert(
      fc.property(snapshots, snapshots, (one, other) => {
        const [a, b] = [planned(one), planned(other)];
        const there = comparePlans(a, b);
        const back = comparePlans(b, a);
        const everybody = new Set([...a.mentorOf.keys(), ...b.mentorOf.keys()]);
        expect(there.same + there.differences.length).toBe(everybody.size);
        expect(back.differences.map((row) => [row.nationalId, row.kind])).toEqual(
          there.differences.map((row) => [row.nationalId, turned[row.kind]]),
        );
      }),
    );
  });

  test("with the same pool, policy and switches nothing differs", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const shuffled = { ...snapshot, students: [...snapshot.students].reverse() };
        expect(comparePlans(planned(snapshot), planned(shuffled)).differences).toEqual([]);
      }),
    );
  });

  test("a student of one pool only is there for that reason", () => {
    const a = planned(makeSnapshot([makeStudent(1)], [mentor(5)]));
    const b = planned(makeSnapshot([makeStudent(2)], [mentor(5)]));
    expect(comparePlans(a, b).differences).toMatchObject([
      { nationalId: "0000000001", kind: "ONLY_A", reason: "POOL", mentorA: 5, mentorB: null },
      { nationalId: "0000000002", kind: "ONLY_B", reason: "POOL", mentorA: null, mentorB: 5 },
    ]);
  });

  test("the student's own data come first, then those of the mentor, then the places of others", () => {
    const mentors = [mentor(5), mentor(6, { centers: [2], capacity: 2 })];
    const a = planned(makeSnapshot([makeStudent(1), makeStudent(2), makeStudent(3, { center: 2 })], mentors));
    const moved = planned(
      makeSnapshot([makeStudent(1, { center: 2 }), makeStudent(2), makeStudent(3, { center: 2 })], mentors),
    );
    expect(comparePlans(a, moved).differences).toMatchObject([]);
    const other = planned(
      makeSnapshot([makeStudent(1, { center: 3 }), makeStudent(2), makeStudent(3, { center: 2 })], mentors),
    );
    expect(comparePlans(a, other).differences).toMatchObject([
      {
        nationalId: "0000000001",
        kind: "LOST",
        reason: "STUDENT",
        fields: [{ field: "center", before: 1, after: 3 }],
      },
      { nationalId: "0000000002", kind: "GAINED", reason: "OTHERS", mentorB: 5 },
    ]);
    const bigger = planned(
      makeSnapshot(
        [makeStudent(1), makeStudent(2), makeStudent(3, { center: 2 })],
        [mentor(5, { capacity: 2 }), mentors[1]!],
      ),
    );
    expect(comparePlans(a, bigger).differences).toMatchObject([
      {
        nationalId: "0000000002",
        kind: "GAINED",
        reason: "MENTOR",
        changedMentor: 5,
        fields: [{ field: "capacity", before: 1, after: 2 }],
      },
    ]);
  });

  test("chains of swaps and another policy are named as what they are", () => {
    const snapshot = makeSnapshot(
      [makeStudent(1), makeStudent(2, { center: 2 })],
      [mentor(5), mentor(6, { centers: [1] })],
    );
    expect(comparePlans(planned(snapshot), planned(snapshot, true)).differences).toMatchObject([
      { nationalId: "0000000001", kind: "MOVED", reason: "REPAIR", mentorA: 5, mentorB: 6 },
      { nationalId: "0000000002", kind: "GAINED", reason: "REPAIR", mentorB: 5 },
    ]);
    const b = planned(snapshot, true);
    const optimal = {
      ...b,
      repaired: new Set<string>(),
      snapshot: { ...snapshot, policy: "optimal" as const },
    };
    expect(comparePlans(planned(snapshot), optimal).differences).toMatchObject([
      { kind: "MOVED", reason: "POLICY" },
      { kind: "GAINED", reason: "POLICY" },
    ]);
  });
});
