import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Plan, planSequential } from "@/lib/allocation/plan";
import { type Chain, repairChains, withChains } from "@/lib/allocation/repair";
import { failingRules } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { makeMentor, makeStudent } from "@/tests/support/pool";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";
import { maximumOf } from "./maximum";

const OFF = { schoolFallback: false };

const mentor = (id: number, over: Partial<PoolMentor> = {}) => makeMentor(id, { capacity: 1, ...over });
const planOf = (students: PoolStudent[], mentors: PoolMentor[]): Plan =>
  planSequential({ students, mentors, switches: OFF });

const movesOf = (chains: readonly Chain[]): number =>
  chains.reduce((sum, chain) => sum + chain.length - 1, 0);

const mayServe = (one: PoolStudent, other: PoolMentor, switches: Snapshot["switches"]): boolean =>
  other.out === null &&
  (failingRules(one, other).length === 0 ||
    (switches.schoolFallback && one.type === 1 && failingRules({ ...one, type: 0 }, other).length === 0));

/** Most placed, then fewest moves of those placed before, by trying every placement there is. */
function bestByTrying(plan: Plan, switches: Snapshot["switches"]): { placed: number; moves: number } {
  const load = Int32Array.from(plan.mentors, (one) => one.load);
  let best = { placed: -1, moves: 0 };
  const visit = (i: number, placed: number, moves: number): void => {
    if (placed + plan.students.length - i < best.placed) return;
    if (i === plan.students.length) {
      if (placed > best.placed || moves < best.moves) best = { placed, moves };
      return;
    }
    const before = plan.mentorAt[i]!;
    plan.mentors.forEach((one, m) => {
      if (load[m]! >= one.capacity || !mayServe(plan.students[i]!, one, switches)) return;
      load[m]!++;
      visit(i + 1, placed + 1, moves + Number(before >= 0 && before !== m));
      load[m]!--;
    });
    visit(i + 1, placed, moves + Number(before >= 0));
  };
  visit(0, 0, 0);
  return best;
}

function expectFeasible(plan: Plan, switches: Snapshot["switches"]): void {
  const taken = new Int32Array(plan.mentors.length);
  plan.mentorAt.forEach((m, i) => {
    if (m < 0) return;
    expect(mayServe(plan.students[i]!, plan.mentors[m]!, switches)).toBe(true);
    expect(plan.loadBefore[i]).toBe(plan.mentors[m]!.load + taken[m]!);
    taken[m]!++;
  });
  plan.mentors.forEach((one, m) => {
    expect(plan.loadAfter[m]).toBe(one.load + taken[m]!);
    if (taken[m]! > 0) expect(plan.loadAfter[m]).toBeLessThanOrEqual(one.capacity);
  });
}

/** A fast-check instance cut down to a size that can be tried out. */
const small = snapshots.map((snapshot) => ({
  ...snapshot,
  students: snapshot.students.slice(0, 6).map((one) => ({ ...one, gender: 0 as const, group: 27 })),
  mentors: snapshot.mentors.slice(0, 4).map((one) => ({ ...one, gender: 0 as const, groups: [27], load: 0 })),
}));
const tight = small.map((snapshot) => ({
  ...snapshot,
  mentors: snapshot.mentors.map((one) => ({ ...one, capacity: Math.min(one.capacity, 2), out: null })),
}));
/** Normal students of three centres against mentors of two each: seats are short and chains long. */
const chained = fc
  .record({
    centers: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 40 }),
    mentors: fc.array(
      fc.record({
        capacity: fc.integer({ min: 0, max: 4 }),
        centers: fc.subarray([0, 1, 2, 3, 4], { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 2, maxLength: 9 },
    ),
  })
  .map(({ centers, mentors }) =>
    planOf(
      centers.map((center, i) => makeStudent(i + 1, { center })),
      mentors.map((one, i) => mentor(i + 1, one)),
    ),
  );

describe("chains of swaps", () => {
  test("a student takes the seat of another, who goes to a free one", () => {
    const plan = planOf(
      [makeStudent(1, { center: 1 }), makeStudent(2, { center: 2 })],
      [mentor(10, { centers: [1, 2] }), mentor(11, { centers: [1] })],
    );
    expect(plan.placed).toBe(1);
    expect(repairChains(plan, OFF)).toEqual([
      [
        { student: 1, from: null, to: 10 },
        { student: 0, from: 10, to: 11 },
      ],
    ]);
  });

  test("of equals the lowest national ids are placed and the highest moves", () => {
    const plan = planOf(
      [makeStudent(1), makeStudent(2), makeStudent(3, { center: 2 }), makeStudent(4, { center: 2 })],
      [mentor(10, { capacity: 2, centers: [1, 2] }), mentor(11, { centers: [1], load: 1, capacity: 2 })],
    );
    expect([...plan.mentorAt]).toEqual([0, 0, -1, -1]);
    expect(repairChains(plan, OFF)).toEqual([
      [
        { student: 2, from: null, to: 10 },
        { student: 1, from: 10, to: 11 },
      ],
    ]);
  });

  test("there are none where the plan already places the most", () => {
    const plan = planOf([makeStudent(1), makeStudent(2)], [mentor(10)]);
    expect(repairChains(plan, OFF)).toEqual([]);
  });

  test("reach the maximum with the fewest moves, as trying everything out finds", () => {
    fc.assert(
      fc.property(tight, (snapshot) => {
        const plan = planSequential(snapshot);
        const chains = repairChains(plan, snapshot.switches);
        const best = bestByTrying(plan, snapshot.switches);
        expect(plan.placed + chains.length).toBe(best.placed);
        expect(movesOf(chains)).toBe(best.moves);
      }),
      runsOf(400),
    );
  });

  test("of long chains too the moves are the fewest", () => {
    fc.assert(
      fc.property(chained, (plan) => {
        const head = {
          ...plan,
          ...planOf(plan.students.slice(0, 7) as PoolStudent[], plan.mentors.slice(0, 4) as PoolMentor[]),
        };
        const best = bestByTrying(head, OFF);
        const chains = repairChains(head, OFF);
        expect({ placed: head.placed + chains.length, moves: movesOf(chains) }).toEqual(best);
      }),
      runsOf(300),
    );
  });

  test("reach the maximum on any instance, nobody stands in two, nobody loses a place", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          snapshots.map((one) => [planSequential(one), one.switches] as const),
          chained.map((one) => [one, OFF] as const),
        ),
        ([plan, switches]) => {
          const chains = repairChains(plan, switches);
          const { students, mentors } = plan;
          expect(plan.placed + chains.length).toBe(maximumOf({ students, mentors, switches }).placed);
          const moved = chains.flat().map((step) => step.student);
          expect(new Set(moved).size).toBe(moved.length);
          for (const chain of chains) {
            chain.forEach((step, k) => {
              const before = plan.mentorAt[step.student]!;
              expect(before < 0 ? null : mentors[before]!.id).toBe(step.from);
              if (k > 0) expect(step.from).toBe(chain[k - 1]!.to);
            });
          }
          expectFeasible(withChains(plan, chains), switches);
        },
      ),
      runsOf(500),
    );
  });

  test("any of them can be carried out without the others", () => {
    fc.assert(
      fc.property(chained, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (plan, chosen) => {
        const chains = repairChains(plan, OFF).filter((_, i) => chosen[i]);
        const repaired = withChains(plan, chains);
        expect(repaired.placed).toBe(plan.placed + chains.length);
        expectFeasible(repaired, OFF);
      }),
      runsOf(300),
    );
  });
});
