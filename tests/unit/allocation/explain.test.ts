import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainPosition, explainUnplaced, loadsAtTurn } from "@/lib/allocation/explain";
import { explainMentor } from "@/lib/allocation/explain-mentor";
import { planSequential } from "@/lib/allocation/plan";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { makeMentor, makeSnapshot, makeStudent } from "@/tests/support/pool";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";
import { goldenCase } from "./golden";

const student = (nationalId: string, over: Partial<PoolStudent> = {}) =>
  makeStudent(0, { nationalId, ...over });
const world = (students: PoolStudent[], mentors: PoolMentor[], schoolFallback = false) =>
  makeSnapshot(students, mentors, { switches: { schoolFallback } });
const explainFirst = (snapshot: Snapshot) => explainPosition(planSequential(snapshot), snapshot.switches, 0);

describe("the explanation of a student", () => {
  test("adds up to all mentors, ranks the chosen one first, and has a reason exactly when nobody was found", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planSequential(snapshot);
        plan.students.forEach((_, i) => {
          const told = explainPosition(plan, snapshot.switches, i);
          const fallen = told.funnel.flatMap((step) => step.fallen.map((one) => one.mentors));
          const sum = fallen.reduce((all, one) => all + one, 0) + told.ranking.length;
          expect(sum).toBe(snapshot.mentors.length);
          expect(told.funnel.at(-1)!.left).toBe(told.ranking.length);
          const m = plan.mentorAt[i]!;
          const best = told.ranking[0] ?? told.fallback?.[0];
          expect(best?.id ?? null).toBe(m < 0 ? null : plan.mentors[m]!.id);
          expect(told.chosen).toBe(best?.id ?? null);
          expect(told.reason === null).toBe(m >= 0);
          if (m >= 0) expect(best!.load).toBe(plan.loadBefore[i]);
        });
      }),
      runsOf(60),
    );
  });

  test("uses the loads at the student's turn", () => {
    const plan = planSequential(
      world([student("1"), student("2"), student("3")], [makeMentor(1), makeMentor(2)]),
    );
    expect([...loadsAtTurn(plan, 2)]).toEqual([1, 1]);
    const told = explainPosition(plan, { schoolFallback: false }, 2);
    expect(told.ranking).toEqual([
      { id: 1, load: 1, capacity: 10, decider: "ID" },
      { id: 2, load: 1, capacity: 10, decider: null },
    ]);
  });

  test("says what would help: mentors and places if the centre were allowed", () => {
    const told = explainFirst(
      world(
        [student("1")],
        [
          makeMentor(1, { centers: [0], capacity: 30 }),
          makeMentor(2, { centers: [2], capacity: 41 }),
          makeMentor(3, { capacity: 5, load: 5 }),
          makeMentor(4, { gender: 1, centers: [0] }),
        ],
      ),
    );
    expect(told.misses).toEqual([
      { codes: ["CENTER_NOT_ALLOWED"], mentors: 2, places: 71, mentorIds: [1, 2] },
      { codes: ["CAPACITY_FULL"], mentors: 1, places: 0, mentorIds: [3] },
      { codes: ["GENDER_MISMATCH", "CENTER_NOT_ALLOWED"], mentors: 1, places: 10, mentorIds: [4] },
    ]);
    expect(told.reason).toBe("CAPACITY_FULL");
  });

  test("counts a missing manager as one lack, not as a missing centre too", () => {
    const told = explainFirst(world([student("1")], [makeMentor(1, { out: "NO_MANAGER", centers: [] })]));
    expect(told.misses.map((miss) => miss.codes)).toEqual([["NO_MANAGER"]]);
    expect(told.reason).toBe("NO_MANAGER");
    expect(told.funnel[0]).toEqual({ rule: 0, fallen: [{ code: "NO_MANAGER", mentors: 1 }], left: 0 });
  });

  test("names a graduate's own code, and says so where there are no mentors at all", () => {
    const schools = makeMentor(1, { kind: "SCHOOL", schools: [101] });
    expect(explainFirst(world([student("1", { eduStatus: 0 })], [schools])).reason).toBe(
      "GRADUATE_SCHOOL_FORBIDDEN",
    );
    expect(explainFirst(world([student("1")], [])).reason).toBe("NO_MENTORS");
  });

  test("shows the mentors of normal students where the fallback was used", () => {
    const schoolStudent = student("1", { type: 1, school: 101 });
    const told = explainFirst(world([schoolStudent], [makeMentor(1)], true));
    expect(told.ranking).toEqual([]);
    expect(told.fallback?.map((one) => one.id)).toEqual([1]);
    expect(told.chosen).toBe(1);
    expect(explainFirst(world([schoolStudent], [makeMentor(1)], false)).fallback).toBeNull();
  });
});

describe("the unplaced of a plan", () => {
  test("are each in exactly one group, with the explanation of its first student", () => {
    const { snapshot } = goldenCase();
    const plan = planSequential(snapshot);
    const groups = explainUnplaced(plan, snapshot.switches);
    const positions = groups.flatMap((group) => group.positions);
    expect(positions).toHaveLength(81);
    expect(new Set(positions).size).toBe(81);
    for (const group of groups) {
      expect(group.explanation).toEqual(explainPosition(plan, snapshot.switches, group.positions[0]!));
      expect(group.explanation.ranking).toEqual([]);
    }
    const sizes = groups.map((group) => group.positions.length);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });
});

describe("the explanation of a mentor", () => {
  test("counts every student once", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planSequential({ ...snapshot, switches: { schoolFallback: false } });
        plan.mentors.forEach((one, m) => {
          const told = explainMentor(plan, m);
          const kept = told.kept.reduce((sum, row) => sum + row.students, 0);
          expect(told.taken + kept + told.elsewhere + told.unplaced).toBe(plan.students.length);
          expect(told.loadAfter - told.loadBefore).toBe(told.taken);
          expect(told.out).toBe(one.out);
        });
      }),
      runsOf(60),
    );
  });
});
