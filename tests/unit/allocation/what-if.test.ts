import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WhatIfChange } from "@/lib/allocation/capacity/schema";
import { planSequential } from "@/lib/allocation/plan";
import type { PoolStudent } from "@/lib/allocation/schema";
import type { StoredMentor } from "@/lib/allocation/stored-mentor";
import { applyChanges, NEW_MENTOR_FROM, type WhatIfPool, whatIf } from "@/lib/allocation/what-if";
import { makeSnapshot, makeStudent } from "@/tests/support/pool";
import { runsOf } from "@/tests/support/property";
import { snapshots } from "./arbitraries";

const student = (n: number, over: Partial<PoolStudent> = {}) =>
  makeStudent(n, { group: 1, center: 0, ...over });
const mentor = (id: number, over: Partial<StoredMentor> = {}): StoredMentor => ({
  id,
  name: "",
  alias: null,
  gender: 0,
  kind: "NORMAL",
  capacity: 2,
  load: 0,
  loadYear: 1404,
  active: true,
  accepting: true,
  placeholder: false,
  managerId: 1,
  managerActive: true,
  managerCenters: [0],
  ownCenters: [],
  groups: [1],
  schools: [],
  ...over,
});
const pool = (
  students: PoolStudent[],
  mentors: StoredMentor[],
  caseloads: WhatIfPool["caseloads"] = new Map(),
): WhatIfPool => {
  const { mentors: _, ...snapshot } = makeSnapshot(students, []);
  return { snapshot, mentors, caseloads };
};
const waits = (asked: WhatIfPool, ...changes: WhatIfChange[]) => {
  const { before, after } = whatIf(asked, changes);
  return [before.waiting, after.waiting];
};

describe("what if", () => {
  test("places were added: so many more are placed, and the mentor shows it", () => {
    const asked = pool(
      [1, 2, 3, 4].map((n) => student(n)),
      [mentor(5)],
    );
    const told = whatIf(asked, [{ kind: "ADD_PLACES", mentorId: 5, places: 1 }]);
    expect(told.before).toMatchObject({ students: 4, placed: 2, waiting: 2 });
    expect(told.before.byReason).toEqual([{ reason: "CAPACITY_FULL", students: 2 }]);
    expect(told.after).toMatchObject({ students: 4, placed: 3, waiting: 1, spread: { full: 1, mentors: 1 } });
    expect(told.mentors).toEqual([{ id: 5, before: 2, after: 3, capacityBefore: 2, capacityAfter: 3 }]);
  });

  test("a manager got a centre: their mentors serve it, except one who keeps to a subset of centres", () => {
    const elsewhere = [student(1, { center: 2 }), student(2, { center: 2 })];
    const open: WhatIfChange = { kind: "OPEN_CENTER", managerId: 1, center: 2 };
    expect(waits(pool(elsewhere, [mentor(5)]), open)).toEqual([2, 0]);
    expect(waits(pool(elsewhere, [mentor(5, { ownCenters: [0] })]), open)).toEqual([2, 2]);
    expect(waits(pool(elsewhere, [mentor(5, { managerId: 9 })]), open)).toEqual([2, 2]);
    // A manager without any centre kept the mentor out of the pool: now in it.
    expect(waits(pool(elsewhere, [mentor(5, { managerCenters: [] })]), open)).toEqual([2, 0]);
  });

  test("a mentor took another group, or a new mentor came", () => {
    const others = [student(1, { group: 7 }), student(2, { group: 7 })];
    expect(waits(pool(others, [mentor(5)]), { kind: "ALLOW_GROUP", mentorId: 5, group: 7 })).toEqual([2, 0]);
    const hired: WhatIfChange = {
      kind: "NEW_MENTOR",
      gender: 0,
      mentorKind: "NORMAL",
      places: 1,
      groups: [7],
      centers: [0],
      schools: [],
    };
    expect(waits(pool(others, [mentor(5)]), hired)).toEqual([2, 1]);
    expect(whatIf(pool(others, []), [hired]).mentors).toEqual([
      { id: NEW_MENTOR_FROM, before: 0, after: 1, capacityBefore: 0, capacityAfter: 1 },
    ]);
  });

  test("a mentor left: their students are back in the pool and go to the others as far as there are places", () => {
    const asked = pool(
      [],
      [mentor(5, { load: 2 }), mentor(6, { load: 1 })],
      new Map([[5, [student(1), student(2)]]]),
    );
    const told = whatIf(asked, [{ kind: "LEAVE", mentorId: 5 }]);
    expect(told.returning).toBe(2);
    expect(told.after).toMatchObject({ students: 2, placed: 1, waiting: 1 });
    expect(told.mentors).toEqual([
      { id: 5, before: 2, after: 0, capacityBefore: 2, capacityAfter: 2 },
      { id: 6, before: 1, after: 2, capacityBefore: 2, capacityAfter: 2 },
    ]);
  });

  test("changes add up, and nothing given is touched", () => {
    const asked = pool([student(1), student(2, { group: 7 })], [mentor(5, { capacity: 0 })]);
    const copy = structuredClone(asked);
    const changes: WhatIfChange[] = [
      { kind: "ADD_PLACES", mentorId: 5, places: 1 },
      { kind: "ALLOW_GROUP", mentorId: 5, group: 7 },
      { kind: "ADD_PLACES", mentorId: 5, places: 1 },
    ];
    expect(waits(asked, ...changes)).toEqual([2, 0]);
    expect(asked).toEqual(copy);
  });

  test("without a change both sides are the plan there is, and its parts add up", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const { mentors, ...rest } = snapshot;
        const stored = mentors.map((one) =>
          mentor(one.id, {
            ...one,
            managerId: one.id,
            managerCenters: one.centers,
            accepting: one.out === null,
          }),
        );
        const asked = { snapshot: rest, mentors: stored, caseloads: new Map() };
        const told = whatIf(asked, []);
        expect(told.before).toEqual(told.after);
        expect(told.mentors).toEqual([]);
        expect(told.before.placed).toBe(planSequential(applyChanges(asked, [])).placed);
        for (const side of [told.before.byClass, told.before.byReason])
          expect(side.reduce((sum, one) => sum + one.students, 0)).toBe(told.before.waiting);
      }),
      runsOf(500),
    );
  });
});
