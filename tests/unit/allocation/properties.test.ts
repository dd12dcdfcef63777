import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputText, planText } from "@/lib/allocation/canonical";
import { explainPosition, explainUnplaced } from "@/lib/allocation/explain";
import type { Plan } from "@/lib/allocation/plan";
import { planBy } from "@/lib/allocation/policy";
import { POLICIES, type PoolMentor, type PoolStudent, type Snapshot } from "@/lib/allocation/schema";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";

/** The six rules of Domain §4 in one expression, borrowed from nobody; capacity is counted apart. */
const serves = (student: PoolStudent, mentor: PoolMentor): boolean =>
  mentor.out === null &&
  student.gender === mentor.gender &&
  mentor.groups.includes(student.group) &&
  mentor.centers.includes(student.center) &&
  !(student.eduStatus === 0 && mentor.kind === "SCHOOL") &&
  (student.type === 0
    ? mentor.kind !== "SCHOOL"
    : mentor.kind !== "NORMAL" && mentor.schools.some((school) => school === student.school));

const mayServe = (
  student: PoolStudent,
  mentor: PoolMentor,
  { schoolFallback }: Snapshot["switches"],
): boolean =>
  serves(student, mentor) ||
  (schoolFallback && student.type === 1 && serves({ ...student, type: 0 }, mentor));

const loadsOf = (plan: Plan): Map<number, number> => {
  const loads = new Map(plan.mentors.map((mentor) => [mentor.id, mentor.load]));
  for (const m of plan.mentorAt) {
    const mentor = plan.mentors[m];
    if (mentor !== undefined) loads.set(mentor.id, loads.get(mentor.id)! + 1);
  }
  return loads;
};

/** Whatever a plan might secretly look at is poisoned meanwhile. */
function inIsolation<T>(work: () => T): T {
  const { random } = Math;
  const { now } = Date;
  const { localeCompare } = String.prototype;
  const poison = (): never => {
    throw new Error("a plan looks at nothing but its snapshot");
  };
  Math.random = Date.now = String.prototype.localeCompare = poison;
  try {
    return work();
  } finally {
    Math.random = random;
    Date.now = now;
    String.prototype.localeCompare = localeCompare;
  }
}

describe.each(POLICIES)("every %s plan", (policy) => {
  const worlds = snapshots.map((snapshot): Snapshot => ({ ...snapshot, policy }));

  test("lists each student once, with at most one mentor, who may serve them", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planBy(world);
        expect(plan.students.map((one) => one.nationalId)).toEqual(
          world.students.map((one) => one.nationalId).sort(),
        );
        expect(plan.mentorAt).toHaveLength(plan.students.length);
        plan.students.forEach((student, i) => {
          const mentor = plan.mentors[plan.mentorAt[i]!];
          expect(mentor === undefined || mayServe(student, mentor, world.switches)).toBe(true);
        });
        expect(plan.placed).toBe(plan.mentorAt.filter((m) => m >= 0).length);
      }),
      runsOf(1_000),
    );
  });

  test("fills nobody above capacity, and loads are the baseline and the placements", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planBy(world);
        const loads = loadsOf(plan);
        plan.mentors.forEach((mentor, m) => {
          expect(plan.loadAfter[m]).toBe(loads.get(mentor.id));
          expect(plan.loadAfter[m]! <= Math.max(mentor.load, mentor.capacity)).toBe(true);
        });
      }),
      runsOf(1_000),
    );
  });

  test("leaves nobody without a mentor while one who may serve them has a place in the end", () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const plan = planBy(world);
        plan.students.forEach((student, i) => {
          if (plan.mentorAt[i]! >= 0) return;
          const free = plan.mentors.filter((mentor, m) => plan.loadAfter[m]! < mentor.capacity);
          expect(free.filter((mentor) => mayServe(student, mentor, world.switches))).toEqual([]);
        });
      }),
      runsOf(1_000),
    );
  });

  test("is the same in any order of rows, lists and keys, in any time zone, without clock, chance or locale", () => {
    const shuffled = worlds.chain((world) =>
      fc.record({
        world: fc.constant(world),
        students: fc.shuffledSubarray([...world.students], { minLength: world.students.length }),
        mentors: fc.shuffledSubarray([...world.mentors], { minLength: world.mentors.length }),
        zone: fc.constantFrom("Asia/Tehran", "UTC", "Pacific/Apia", "America/St_Johns"),
      }),
    );
    const backwards = <T extends object>(row: T): T => Object.fromEntries(Object.entries(row).reverse()) as T;
    fc.assert(
      fc.property(shuffled, ({ world, students, mentors, zone }) => {
        const other: Snapshot = backwards({
          ...world,
          students: students.map(backwards),
          mentors: mentors.map((mentor) =>
            backwards({
              ...mentor,
              groups: [...mentor.groups].reverse(),
              schools: [...mentor.schools].reverse(),
            }),
          ),
        });
        const own = process.env.TZ;
        process.env.TZ = zone;
        try {
          expect(inIsolation(() => planText(planBy(other)))).toBe(planText(planBy(world)));
          expect(inIsolation(() => inputText(other))).toBe(inputText(world));
        } finally {
          process.env.TZ = own;
        }
      }),
      runsOf(1_000),
    );
  });
});

describe("every sequential plan", () => {
  test("passes nobody over: at their turn every mentor who may serve an unplaced student is full", () => {
    fc.assert(
      fc.property(snapshots, (world) => {
        const plan = planBy({ ...world, policy: "sequential" });
        const loads = new Map(plan.mentors.map((mentor) => [mentor.id, mentor.load]));
        plan.students.forEach((student, i) => {
          const chosen = plan.mentors[plan.mentorAt[i]!];
          if (chosen !== undefined) loads.set(chosen.id, loads.get(chosen.id)! + 1);
          else
            expect(
              plan.mentors.some(
                (mentor) =>
                  mayServe(student, mentor, world.switches) && loads.get(mentor.id)! < mentor.capacity,
              ),
            ).toBe(false);
        });
      }),
      runsOf(1_000),
    );
  });

  test("is explained with a funnel that adds up to all mentors, for whomever one asks", () => {
    const asked = snapshots
      .filter((world) => world.students.length > 0)
      .chain((world) => fc.tuple(fc.constant(world), fc.nat(world.students.length - 1)));
    fc.assert(
      fc.property(asked, ([world, i]) => {
        const told = explainPosition(planBy({ ...world, policy: "sequential" }), world.switches, i);
        let left = world.mentors.length;
        for (const step of told.funnel) {
          left -= step.fallen.reduce((sum, one) => sum + one.mentors, 0);
          expect(step.left).toBe(left);
        }
        expect(told.ranking).toHaveLength(left);
      }),
      runsOf(1_000),
    );
  });

  test("has each unplaced student in exactly one group of reasons", () => {
    fc.assert(
      fc.property(snapshots, (world) => {
        const plan = planBy({ ...world, policy: "sequential" });
        const grouped = explainUnplaced(plan, world.switches).flatMap((group) => group.positions);
        const unplaced = plan.students.flatMap((_, i) => (plan.mentorAt[i]! < 0 ? [i] : []));
        expect([...grouped].sort((a, b) => a - b)).toEqual(unplaced);
      }),
      runsOf(500),
    );
  });
});
