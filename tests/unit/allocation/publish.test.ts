import { describe, expect, test } from "vitest";
import { inputText } from "@/lib/allocation/canonical";
import { type ChunkItem, type ChunkStudent, decideChunk } from "@/lib/allocation/chunk";
import { planSequential } from "@/lib/allocation/plan";
import type { Snapshot } from "@/lib/allocation/schema";
import { changesBetween, currentRest, expectedRest } from "@/lib/allocation/stale";
import { goldenCase } from "./golden";

const item = (position: number, mentorId: number | null, loadBefore: number | null): ChunkItem => ({
  position,
  nationalId: String(position).padStart(10, "0"),
  studentId: `student-${position}`,
  mentorId,
  loadBefore,
});
const student = (position: number, over: Partial<ChunkStudent> = {}): ChunkStudent => ({
  nationalId: String(position).padStart(10, "0"),
  gender: 0,
  counter: null,
  free: true,
  waiting: false,
  ...over,
});
const NO_DEAD = new Map<number, number>();

describe("a chunk", () => {
  test("that finds everything as planned says what to write, numbers in id order per gender", () => {
    const verdict = decideChunk({
      items: [item(1, 7, 3), item(2, null, null), item(3, 7, 4), item(4, 5, 0)],
      mentors: [
        { id: 5, load: 0, capacity: 1 },
        { id: 7, load: 3, capacity: 5 },
      ],
      students: [
        student(1),
        student(2, { waiting: true }),
        student(3, { gender: 1 }),
        student(4, { counter: "543730001" }),
      ],
      deadBefore: NO_DEAD,
    });
    if (!verdict.ok) throw new Error(verdict.reason);
    expect(verdict.value.placed.map((one) => [one.position, one.mentorId, one.counter])).toEqual([
      [1, 7, null],
      [3, 7, null],
      [4, 5, "543730001"],
    ]);
    expect(verdict.value.unplaced.map((one) => one.position)).toEqual([2]);
    expect(verdict.value.rises).toEqual([
      { mentorId: 5, by: 1 },
      { mentorId: 7, by: 2 },
    ]);
    expect(verdict.value.waiting).toEqual(["0000000002"]);
    expect(verdict.value.needNumbers).toEqual({ 0: ["0000000001"], 1: ["0000000003"] });
  });

  test("reckons with the seats of dead letters before it", () => {
    const locked = {
      items: [item(9, 7, 5)],
      mentors: [{ id: 7, load: 4, capacity: 6 }],
      students: [student(9)],
    };
    expect(decideChunk({ ...locked, deadBefore: new Map([[7, 1]]) }).ok).toBe(true);
    expect(decideChunk({ ...locked, deadBefore: NO_DEAD }).ok).toBe(false);
  });

  test.each([
    ["a load that moved", { mentors: [{ id: 7, load: 4, capacity: 9 }] }, { of: "mentor", id: 7 }],
    ["a capacity that shrank", { mentors: [{ id: 7, load: 3, capacity: 3 }] }, { of: "mentor", id: 7 }],
    ["a mentor that is gone", { mentors: [] }, { of: "mentor", id: 7 }],
    [
      "a student that is not free",
      { students: [student(1, { free: false })] },
      { of: "student", id: "student-1" },
    ],
    ["a student that is gone", { students: [] }, { of: "student", id: "student-1" }],
  ])("refuses %s as PLAN_STALE and names it", (_, over, change) => {
    const verdict = decideChunk({
      items: [item(1, 7, 3)],
      mentors: [{ id: 7, load: 3, capacity: 9 }],
      students: [student(1)],
      deadBefore: NO_DEAD,
      ...over,
    });
    expect(verdict).toMatchObject({ ok: false, reason: "PLAN_STALE", details: { changes: [change] } });
  });
});

describe("the rest of a run", () => {
  const { snapshot } = goldenCase();
  const plan = planSequential(snapshot);
  const ordered: Snapshot = { ...snapshot, students: plan.students, mentors: plan.mentors };

  /** The pool after the first `cursor` decisions: the placed have left it, loads have grown. */
  function poolAfter(cursor: number): { now: Snapshot; published: Map<number, number> } {
    const published = new Map<number, number>();
    const students = ordered.students.filter((_, i) => i >= cursor || plan.mentorAt[i]! < 0);
    for (let i = 0; i < cursor; i++) {
      const m = plan.mentorAt[i]!;
      if (m >= 0) published.set(plan.mentors[m]!.id, (published.get(plan.mentors[m]!.id) ?? 0) + 1);
    }
    const mentors = ordered.mentors.map((one) => ({ ...one, load: one.load + (published.get(one.id) ?? 0) }));
    return { now: { ...ordered, students, mentors }, published };
  }

  test.each([0, 1, 400, 1000])("after %i decisions is what the plan expects, byte for byte", (cursor) => {
    const { now, published } = poolAfter(cursor);
    const expected = expectedRest(ordered, { cursor, published });
    const rest = currentRest(now, ordered, cursor);
    expect(inputText(rest)).toBe(inputText(expected));
    expect(changesBetween(expected, rest)).toEqual([]);
  });

  test("differs by exactly what someone changed, and says how", () => {
    const [first, second, ...others] = ordered.mentors;
    const [a, , ...rest] = ordered.students;
    const newcomer = { ...a!, nationalId: "9999999999" };
    const now: Snapshot = {
      ...ordered,
      mentors: [{ ...first!, capacity: first!.capacity + 5 }, ...others],
      students: [{ ...a!, group: 46 }, ...rest, newcomer],
    };
    expect(changesBetween(ordered, now)).toEqual([
      {
        of: "mentor",
        id: first!.id,
        kind: "CHANGED",
        fields: [{ field: "capacity", before: first!.capacity, after: first!.capacity + 5 }],
      },
      { of: "mentor", id: second!.id, kind: "REMOVED", fields: [] },
      {
        of: "student",
        id: a!.nationalId,
        kind: "CHANGED",
        fields: [{ field: "group", before: a!.group, after: 46 }],
      },
      { of: "student", id: ordered.students[1]!.nationalId, kind: "REMOVED", fields: [] },
      { of: "student", id: "9999999999", kind: "ADDED", fields: [] },
    ]);
  });

  test("is not touched by edu_status: it is contained in the type", () => {
    const now = { ...ordered, students: ordered.students.map((one) => ({ ...one, eduStatus: 1 as const })) };
    expect(inputText(now)).toBe(inputText(ordered));
    expect(changesBetween(ordered, now)).toEqual([]);
  });
});
