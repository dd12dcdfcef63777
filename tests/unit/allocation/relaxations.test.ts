import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainPosition } from "@/lib/allocation/explain";
import { smallestRelaxations } from "@/lib/allocation/misses";
import { type Plan, planSequential } from "@/lib/allocation/plan";
import { type FailureCode, failingRules } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent } from "@/lib/allocation/schema";
import { makeMentor, makeStudent } from "@/tests/support/pool";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";

const HOPELESS: readonly string[] = ["GENDER_MISMATCH", "MENTOR_PLACEHOLDER"];

/** What stands between a student and one mentor at the end of a plan, said once more and plainly. */
function lacks(plan: Plan, student: PoolStudent, m: number): FailureCode[] {
  const mentor = plan.mentors[m]!;
  const unmanaged = mentor.out === "NO_MANAGER" || mentor.out === "MANAGER_WITHOUT_CENTER";
  const rules = failingRules(student, mentor).filter((code) => !(unmanaged && code === "CENTER_NOT_ALLOWED"));
  const full = plan.loadAfter[m]! >= mentor.capacity;
  return [
    ...(mentor.out === null ? [] : [mentor.out]),
    ...rules,
    ...(full ? (["CAPACITY_FULL"] as const) : []),
  ];
}

const explainOne = (mentors: PoolMentor[]) =>
  explainPosition(
    planSequential({
      students: [makeStudent(1)],
      mentors,
      switches: { schoolFallback: false },
    }),
    { schoolFallback: false },
    0,
  );

describe("the smallest set of relaxations", () => {
  test("is the least that stands between an unplaced student and any mentor, with every set that ties", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planSequential({ ...snapshot, switches: { schoolFallback: false } });
        plan.students.forEach((student, i) => {
          const told = explainPosition(plan, { schoolFallback: false }, i);
          if (plan.mentorAt[i]! >= 0) {
            expect(told.relaxations).toEqual([]);
            return;
          }
          const sets = plan.mentors
            .map((_, m) => lacks(plan, student, m))
            .filter((codes) => !codes.some((code) => HOPELESS.includes(code)));
          const fewest = Math.min(...sets.map((codes) => codes.length));
          const expected = new Set(
            sets.filter((codes) => codes.length === fewest).map((codes) => codes.join()),
          );
          expect(new Set(told.relaxations.map(({ codes }) => codes.join()))).toEqual(expected);
        });
      }),
      runsOf(200),
    );
  });

  test("names every set that ties, most places first, stage 0 among them", () => {
    const told = explainOne([
      makeMentor(1, { groups: [1], capacity: 4 }),
      makeMentor(2, { out: "NOT_ACCEPTING", capacity: 9 }),
      makeMentor(3, { load: 10 }),
      makeMentor(4, { groups: [1], centers: [0] }),
    ]);
    expect(told.relaxations.map(({ codes, places }) => [codes, places])).toEqual([
      [["NOT_ACCEPTING"], 9],
      [["GROUP_NOT_ALLOWED"], 4],
      [["CAPACITY_FULL"], 0],
    ]);
  });

  test("passes over what nobody can cure, even where three other things would have to change", () => {
    const far = makeMentor(1, { groups: [1], centers: [0], load: 10 });
    const told = explainOne([
      far,
      makeMentor(2, { gender: 1 }),
      makeMentor(3, { out: "MENTOR_PLACEHOLDER" }),
    ]);
    expect(told.relaxations.map(({ codes }) => codes)).toEqual([
      ["GROUP_NOT_ALLOWED", "CENTER_NOT_ALLOWED", "CAPACITY_FULL"],
    ]);
    expect(smallestRelaxations([])).toEqual([]);
    expect(explainOne([makeMentor(2, { gender: 1 })]).relaxations).toEqual([]);
  });
});
