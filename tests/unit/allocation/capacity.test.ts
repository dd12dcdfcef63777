import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CapacityPlan, proposeCapacity } from "@/lib/allocation/capacity";
import { explainUnplaced } from "@/lib/allocation/explain";
import { planSequential } from "@/lib/allocation/plan";
import { planBy } from "@/lib/allocation/policy";
import { POLICIES, type PoolMentor, type PoolStudent, type Snapshot } from "@/lib/allocation/schema";
import { reasonsOf } from "@/lib/allocation/unplaced";
import { makeMentor, makeSnapshot, makeStudent } from "@/tests/support/pool";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";
import { goldenCase } from "./golden";
import { maximumOf } from "./maximum";

const propose = (snapshot: Snapshot): CapacityPlan => proposeCapacity(maximumOf(snapshot), snapshot.switches);

/** A mentor for every profile, with ids nobody has. */
const hire = (proposal: CapacityPlan): PoolMentor[] =>
  proposal.profiles.map(({ places, ...profile }, i) => ({
    ...profile,
    id: 100_000 + i,
    capacity: places,
    load: 0,
    out: null,
  }));

const applied = (snapshot: Snapshot, proposal: CapacityPlan): Snapshot => {
  const raise = new Map(proposal.proposals.map((one) => [one.mentorId, one.raise]));
  const mentors = snapshot.mentors.map((one) => ({
    ...one,
    capacity: one.capacity + (raise.get(one.id) ?? 0),
  }));
  return { ...snapshot, mentors: [...mentors, ...hire(proposal)] };
};

const student = (n: number, over: Partial<PoolStudent> = {}) =>
  makeStudent(n, { group: 1, center: 0, ...over });
const mentor = (id: number, over: Partial<PoolMentor> = {}) =>
  makeMentor(id, { capacity: 1, groups: [1], centers: [0], ...over });

/** Every way to spread `places` over `n` mentors. */
function* spreads(places: number, n: number): Generator<number[]> {
  if (n === 0) {
    if (places === 0) yield [];
    return;
  }
  for (let first = 0; first <= places; first++)
    for (const rest of spreads(places - first, n - 1)) yield [first, ...rest];
}

describe("the capacity planner", () => {
  test("applied as it stands, it places everyone a mentor could serve", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const proposal = propose(snapshot);
        const after = maximumOf(applied(snapshot, proposal));
        expect(after.students.length - after.placed).toBe(proposal.beyond);
        const added = [...proposal.proposals, ...proposal.profiles].reduce((sum, one) => sum + one.places, 0);
        expect(added).toBe(proposal.places);
      }),
      runsOf(1_500),
    );
  });

  test("holds with the engine's own maximum: after it, an optimal plan leaves nobody behind", () => {
    fc.assert(
      fc.property(snapshots, (given) => {
        const snapshot: Snapshot = { ...given, policy: "optimal" };
        const proposal = proposeCapacity(planBy(snapshot), snapshot.switches);
        const after = planBy(applied(snapshot, proposal));
        expect(after.students.length - after.placed).toBe(proposal.beyond);
        expect(proposal.places).toBe(propose(snapshot).places);
      }),
      runsOf(500),
    );
  });

  test("one place less is not enough, wherever the others are put", () => {
    const small = snapshots.filter((one) => one.mentors.length <= 4 && one.students.length <= 12);
    fc.assert(
      fc.property(small, (snapshot) => {
        const proposal = propose(snapshot);
        if (proposal.places === 0) return;
        const places = Math.min(proposal.places - 1, 4);
        const hired = hire({ ...proposal, profiles: proposal.profiles.slice(0, 2) });
        const all = [...snapshot.mentors, ...hired.map((one) => ({ ...one, capacity: 0 }))];
        for (const spread of spreads(places, all.length)) {
          // From its load up, so that a place is one a student can take also where a mentor is above capacity.
          const mentors = all.map((one, m) =>
            spread[m] === 0 ? one : { ...one, capacity: Math.max(one.capacity, one.load) + spread[m]! },
          );
          expect(maximumOf({ ...snapshot, mentors }).placed).toBeLessThanOrEqual(proposal.most + places);
        }
      }),
      runsOf(150),
    );
  });

  test("is the same whatever the order of students and mentors", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const turned = {
          ...snapshot,
          students: [...snapshot.students].reverse(),
          mentors: [...snapshot.mentors].reverse(),
        };
        expect(propose(turned)).toEqual(propose(snapshot));
      }),
      runsOf(300),
    );
  });

  test("prefers one mentor who serves several classes, then the emptier one, and names who else would do", () => {
    const both = mentor(10, { groups: [1, 2], capacity: 4, load: 4 });
    const proposal = propose(
      makeSnapshot(
        [student(1), student(2), student(3, { group: 2 })],
        [mentor(5, { capacity: 2, load: 2 }), both, mentor(11, { groups: [1, 2], capacity: 8, load: 8 })],
      ),
    );
    expect(proposal).toMatchObject({ students: 3, most: 0, places: 3, holes: [], profiles: [] });
    expect(proposal.proposals).toHaveLength(1);
    expect(proposal.proposals[0]).toMatchObject({ mentorId: 10, places: 3, raise: 3, others: [11] });
    expect(proposal.proposals[0]!.serves.map((one) => one.students)).toEqual([2, 1]);
  });

  test("uses swaps before it asks for places", () => {
    // The first student would take the only mentor of the second; the maximum seats both.
    const proposal = propose(
      makeSnapshot([student(1), student(2, { group: 2 })], [mentor(1, { groups: [1, 2] }), mentor(2)]),
    );
    expect(proposal).toMatchObject({ most: 2, places: 0, proposals: [] });
  });

  test("passes over a mentor above capacity, and counts the overload where nobody else would do", () => {
    const over = mentor(1, { capacity: 2, load: 5 });
    expect(propose(makeSnapshot([student(1)], [over, mentor(2, { load: 1 })])).proposals[0]).toMatchObject({
      mentorId: 2,
      raise: 1,
    });
    expect(propose(makeSnapshot([student(1)], [over])).proposals[0]).toMatchObject({
      mentorId: 1,
      places: 1,
      raise: 4,
    });
  });

  test("bundles holes by gender and centre, four schools to a mentor, and both kinds in one where they fit", () => {
    const schools = [1, 2, 3, 4, 5].map((school) => student(10 + school, { type: 1, school, group: 3 }));
    const lost = student(30, { type: 1, school: null });
    const proposal = propose(makeSnapshot([student(1), student(2, { gender: 1 }), ...schools, lost], []));
    expect(proposal).toMatchObject({ places: 7, beyond: 1 });
    expect(proposal.profiles).toEqual([
      { gender: 0, kind: "SCHOOL", groups: [3], centers: [0], schools: [1, 2, 3, 4], places: 4 },
      { gender: 0, kind: "DUAL", groups: [1, 3], centers: [0], schools: [5], places: 2 },
      { gender: 1, kind: "NORMAL", groups: [1], centers: [0], schools: [], places: 1 },
    ]);
  });

  test("never asks for more than the plan at hand leaves waiting", () => {
    const { snapshot } = goldenCase();
    const proposal = propose(snapshot);
    const plan = planSequential(snapshot);
    expect(proposal.places).toBeLessThanOrEqual(plan.students.length - plan.placed);
    expect(proposal.most).toBeGreaterThanOrEqual(plan.placed);
  });
});

test("the quick reasons are those of the full explanation, under either policy", () => {
  fc.assert(
    fc.property(snapshots, fc.constantFrom(...POLICIES), (snapshot, policy) => {
      const plan = planBy({ ...snapshot, policy });
      const quick = reasonsOf(plan);
      const told: (string | null)[] = plan.students.map(() => null);
      for (const { explanation, positions } of explainUnplaced(plan, snapshot.switches))
        for (const i of positions) told[i] = explanation.reason;
      expect(quick).toEqual(told);
    }),
    { numRuns: 1_000 },
  );
});
