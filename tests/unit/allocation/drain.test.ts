import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leaving } from "@/lib/allocation/drain/leave";
import { decideWayBack, type WayBack } from "@/lib/allocation/drain/way-back";
import type { Plan } from "@/lib/allocation/plan";
import { planBy } from "@/lib/allocation/policy";
import { decideRevert, type RevertItem } from "@/lib/allocation/revert/decide";
import { failingRules } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { OUT_CODES } from "@/lib/mentor/availability";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";

type Office = {
  readonly students: ReadonlyMap<string, PoolStudent>;
  readonly mentors: readonly PoolMentor[];
  /** Who is whose. */
  readonly whose: ReadonlyMap<string, number>;
  readonly leaver: number;
};

const placementsOf = (plan: Plan): [string, number][] =>
  plan.students.flatMap((student, i) => {
    const m = plan.mentorAt[i]!;
    return m < 0 ? [] : [[student.nationalId, plan.mentors[m]!.id] as [string, number]];
  });

/** An office as a published run leaves it; some capacity is added afterwards, so that somebody can take over. */
const offices: fc.Arbitrary<{ office: Office; snapshot: Snapshot }> = fc
  .record({ snapshot: snapshots, pick: fc.nat(), more: fc.integer({ min: 0, max: 3 }) })
  .map(({ snapshot, pick, more }) => {
    const plan = planBy(snapshot);
    const whose = new Map(placementsOf(plan));
    const mentors = plan.mentors.map((mentor, m) => ({
      ...mentor,
      load: plan.loadAfter[m]!,
      capacity: mentor.capacity + more,
    }));
    const leaver = mentors[pick % Math.max(1, mentors.length)]?.id ?? 0;
    const students = new Map(plan.students.map((student) => [student.nationalId, student]));
    return { office: { students, mentors, whose, leaver }, snapshot };
  });

/** The plan of a drain as a run makes it: the leaver's students on the pool without the leaver. */
const planDrain = ({ students, mentors, whose, leaver }: Office, base: Snapshot): Plan =>
  planBy({
    ...base,
    students: [...whose].flatMap(([id, mentor]) => (mentor === leaver ? [students.get(id)!] : [])),
    mentors: mentors.map((mentor) => (mentor.id === leaver ? leaving(mentor) : mentor)),
  });

describe("a drain", () => {
  test("moves only the drained: to mentors who may take them and have a place, never back to the leaver", () => {
    fc.assert(
      fc.property(offices, ({ office, snapshot }) => {
        const moves = new Map(placementsOf(planDrain(office, snapshot)));
        const load = new Map(office.mentors.map((mentor) => [mentor.id, mentor.load]));
        for (const [id, to] of moves) {
          expect(office.whose.get(id)).toBe(office.leaver);
          expect(to).not.toBe(office.leaver);
          const [student, mentor] = [office.students.get(id)!, office.mentors.find((one) => one.id === to)!];
          const codes = failingRules(student, mentor);
          if (codes.length > 0) {
            expect(snapshot.switches.schoolFallback && student.type === 1).toBe(true);
            expect(failingRules({ ...student, type: 0 }, mentor)).toEqual([]);
          }
          expect(mentor.out).toBeNull();
          load.set(to, load.get(to)! + 1);
        }
        for (const mentor of office.mentors)
          if (load.get(mentor.id) !== mentor.load)
            expect(load.get(mentor.id)).toBeLessThanOrEqual(mentor.capacity);
      }),
      runsOf(1_000),
    );
  });

  test("reports a leaver by the first code that applies", () => {
    for (const out of [null, ...OUT_CODES]) {
      const first = out === "MENTOR_PLACEHOLDER" || out === "MENTOR_INACTIVE" ? out : "NOT_ACCEPTING";
      expect(leaving({ out } as PoolMentor).out).toBe(first);
    }
  });
});

describe("the way back", () => {
  const item = (position: number, over: Partial<RevertItem> = {}): RevertItem => ({
    position,
    studentId: `s${position}`,
    assignmentId: `new${position}`,
    mentorId: 2,
    year: 1404,
    status: "OK",
    pinned: false,
    touched: false,
    superseded: false,
    counted: false,
    exported: false,
    replaced: { id: `old${position}`, mentorId: 1 },
    ...over,
  });
  const everyone = new Set(Array.from({ length: 9 }, (_, i) => `s${i}`));
  const states = (items: RevertItem[], way: Partial<WayBack>) =>
    decideWayBack(decideRevert(items, false), { places: new Map([[1, 9]]), unchanged: everyone, ...way }).map(
      (verdict) => verdict.state,
    );

  test("goes as far as there are places, in plan order", () => {
    expect(states([item(1), item(2), item(3)], { places: new Map([[1, 2]]) })).toEqual([
      "REVERTED",
      "REVERTED",
      "KEPT",
    ]);
    expect(states([item(1)], { places: new Map([[1, -3]]) })).toEqual(["KEPT"]);
  });

  test("counts no place for those who stay anyway, and none at a mentor whose loads are of another year", () => {
    expect(states([item(1, { pinned: true }), item(2)], { places: new Map([[1, 1]]) })).toEqual([
      "KEPT",
      "REVERTED",
    ]);
    expect(states([item(1), item(2)], { places: new Map([[1, null]]) })).toEqual(["REVERTED", "REVERTED"]);
  });

  test("is closed to whoever has changed, whose old placement is another one's, or whose mentor is gone", () => {
    expect(states([item(1), item(2)], { unchanged: new Set(["s2"]) })).toEqual(["KEPT", "REVERTED"]);
    expect(states([item(1, { replaced: null })], {})).toEqual(["KEPT"]);
    expect(states([item(1)], { places: new Map() })).toEqual(["KEPT"]);
  });
});
