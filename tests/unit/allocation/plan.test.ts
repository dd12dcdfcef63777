import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inputText, planText, readInputText, withGraduates } from "@/lib/allocation/canonical";
import { classify, classKey } from "@/lib/allocation/classes";
import { type Plan, planSequential } from "@/lib/allocation/plan";
import { failingRules } from "@/lib/allocation/rules";
import { snapshotSchema } from "@/lib/allocation/schema";
import { runsOf } from "@/tests/support/property";
import { reordered, snapshots } from "./arbitraries";
import { GOLDEN_PLAN_HASH, goldenCase } from "./golden";
import { naivePlan } from "./naive";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const byStudent = (plan: Plan): Map<string, number | null> =>
  new Map(
    plan.students.map((student, i) => {
      const m = plan.mentorAt[i]!;
      return [student.nationalId, m < 0 ? null : plan.mentors[m]!.id];
    }),
  );

describe("the golden case", () => {
  test("equals its expected plan, line by line and by hash", () => {
    const { snapshot, lines } = goldenCase();
    const plan = planSequential(snapshot);
    expect(planText(plan).split("\n")).toEqual(lines);
    expect(sha256(planText(plan))).toBe(GOLDEN_PLAN_HASH);
    expect(plan.placed).toBe(919);
  });

  test("comes out the same from its stored text", () => {
    const { snapshot } = goldenCase();
    expect(sha256(planText(planSequential(readInputText(inputText(snapshot)))))).toBe(GOLDEN_PLAN_HASH);
  });
});

describe("every plan", () => {
  test("agrees with a planner that compares every student with every mentor", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        expect(byStudent(planSequential(snapshot))).toEqual(naivePlan(snapshot));
      }),
      runsOf(400),
    );
  });

  test("never exceeds a capacity, and loads end at baseline plus placements", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planSequential(snapshot);
        const taken = new Int32Array(plan.mentors.length);
        plan.mentorAt.forEach((m, i) => {
          if (m < 0) return;
          expect(plan.loadBefore[i]).toBe(plan.mentors[m]!.load + taken[m]!);
          taken[m]!++;
        });
        plan.mentors.forEach((mentor, m) => {
          expect(plan.loadAfter[m]).toBe(mentor.load + taken[m]!);
          if (taken[m]! > 0) expect(plan.loadAfter[m]).toBeLessThanOrEqual(mentor.capacity);
        });
      }),
      runsOf(1_000),
    );
  });

  test("holds the rules for every placed student", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planSequential(snapshot);
        plan.mentorAt.forEach((m, i) => {
          if (m < 0) return;
          const [student, mentor] = [plan.students[i]!, plan.mentors[m]!];
          expect(mentor.out).toBeNull();
          const failing = failingRules(student, mentor);
          const fellBack = failing.length > 0 && snapshot.switches.schoolFallback && student.type === 1;
          expect(fellBack ? failingRules({ ...student, type: 0 }, mentor) : failing).toEqual([]);
        });
      }),
      runsOf(1_000),
    );
  });

  test("is the same whatever the order of students, mentors and their lists", () => {
    fc.assert(
      fc.property(reordered, ({ snapshot, other }) => {
        expect(planText(planSequential(other))).toBe(planText(planSequential(snapshot)));
        expect(inputText(other)).toBe(inputText(snapshot));
      }),
      runsOf(1_000),
    );
  });

  test("reads neither the clock nor randomness and leaves its input alone", () => {
    const { random } = Math;
    const { now } = Date;
    Math.random = Date.now = () => {
      throw new Error("a plan is a pure function");
    };
    try {
      const { snapshot } = goldenCase();
      const before = JSON.stringify(snapshot);
      planSequential(snapshot);
      expect(JSON.stringify(snapshot)).toBe(before);
    } finally {
      Math.random = random;
      Date.now = now;
    }
  });
});

describe("the edges of a plan", () => {
  const base = goldenCase().snapshot;

  test("without mentors nobody is placed and everybody is listed", () => {
    const plan = planSequential({ ...base, mentors: [] });
    expect(plan.placed).toBe(0);
    expect(planText(plan).split("\n")).toHaveLength(1000);
  });

  test("without students the text is empty", () => {
    expect(planText(planSequential({ ...base, students: [] }))).toBe("");
  });

  test("a mentor whose load is above capacity gets nobody", () => {
    const mentors = base.mentors.map((mentor) => ({ ...mentor, capacity: 250, load: 435 }));
    expect(planSequential({ ...base, mentors }).placed).toBe(0);
  });

  test("a mentor out of the pool gets nobody", () => {
    const mentors = base.mentors.map((mentor) => ({ ...mentor, out: "NOT_ACCEPTING" as const }));
    expect(planSequential({ ...base, mentors }).placed).toBe(0);
  });
});

describe("classes", () => {
  test("count the school of school students only", () => {
    const [student] = goldenCase().snapshot.students;
    const normal = { ...student!, type: 0 as const };
    expect(classKey({ ...normal, school: 1 })).toBe(classKey({ ...normal, school: 2 }));
    const school = { ...student!, type: 1 as const };
    expect(classKey({ ...school, school: 1 })).not.toBe(classKey({ ...school, school: 2 }));
  });

  test("put students together exactly when their keys are equal", () => {
    fc.assert(
      fc.property(snapshots, ({ students }) => {
        const classes = classify(students);
        const keys = students.map(classKey);
        expect([...classes.of].map((c) => classKey(classes.list[c]!))).toEqual(keys);
        expect(classes.list).toHaveLength(new Set(keys).size);
        expect([...classes.size].reduce((sum, one) => sum + one, 0)).toBe(students.length);
      }),
      runsOf(1_000),
    );
  });
});

describe("the stored text", () => {
  test("is JSON with keys in order, and reads back as the same snapshot but for edu_status", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const text = inputText(snapshot);
        const graduates = new Set(
          snapshot.students.flatMap((student) => (student.eduStatus === 0 ? [student.nationalId] : [])),
        );
        const back = withGraduates(readInputText(text), graduates);
        expect(inputText(back)).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
        expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(text)).sort());
        expect(snapshotSchema.parse(back)).toEqual(back);
        expect([...back.students]).toEqual(
          [...snapshot.students].sort((a, b) => (a.nationalId < b.nationalId ? -1 : 1)),
        );
      }),
      runsOf(1_000),
    );
  });
});
