import { describe, expect, test } from "vitest";
import { explainUnplaced } from "@/lib/allocation/explain";
import { getRunSheet, listLedger } from "@/lib/allocation/ledger/queries";
import { planSequential } from "@/lib/allocation/plan";
import {
  getReview,
  listDecisions,
  listLoadChanges,
  listRunHistory,
  listUnplacedClasses,
  previewPool,
} from "@/lib/allocation/review/queries";
import { db } from "@/lib/db/client";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { goldenCase } from "../../unit/allocation/golden";
import { planHere, publishHere } from "./running";
import { makeStudents, storeMentors, storeSnapshot, storeStudents, useWorld, YEAR } from "./world";

useWorld();

const staff = actorOf("OPERATOR");
const page = { sort: { key: "number", desc: true }, offset: 0, size: 10, filters: {} } as const;

describe("the golden case under review", () => {
  test("reasons, classes and loads add up to the plan, as the pure explanation tells them", async () => {
    const { snapshot } = goldenCase();
    await storeSnapshot(snapshot);
    const runId = await planHere();
    const plan = planSequential(snapshot);

    const { rows, total, reasons } = await listUnplacedClasses(staff, runId, { offset: 0, size: 500 });
    const told = explainUnplaced(plan, snapshot.switches);
    expect(total).toBe(told.length);
    expect(rows.map((row) => row.students).sort()).toEqual(told.map((one) => one.positions.length).sort());
    expect([...reasons.values()].reduce((sum, n) => sum + n, 0)).toBe(81);
    const byReason = new Map<string, number>();
    for (const { explanation, positions } of told)
      byReason.set(
        explanation.reason ?? "",
        (byReason.get(explanation.reason ?? "") ?? 0) + positions.length,
      );
    expect(new Map(reasons)).toEqual(byReason);

    const loads = await listLoadChanges(staff, runId);
    expect(loads.map(({ id, after }) => [id, after])).toEqual(
      plan.mentors.flatMap((mentor, m) => (mentor.out === null ? [[mentor.id, plan.loadAfter[m]]] : [])),
    );
    const { placement, counters } = await getReview(staff, runId);
    expect(placement.reduce((sum, cell) => sum + cell.placed, 0)).toBe(919);
    expect(placement.reduce((sum, cell) => sum + cell.unplaced, 0)).toBe(81);
    expect(counters.reduce((sum, one) => sum + one.needed, 0)).toBe(919);
  });
});

describe("who may see what of a run", () => {
  test("students of other centres stay out of lists and counts", async () => {
    await storeMentors([makeMentor(501, { centers: [0, 1] })]);
    await storeStudents([...makeStudents(3), ...makeStudents(2, { center: 0 }, 101)]);
    const runId = await planHere();
    const scoped = actorOf("MANAGER", { centers: [0] });
    const { rows, total } = await listDecisions(scoped, { runId, offset: 0, size: 50 });
    expect(total).toBe(2);
    expect(new Set(rows.map((row) => row.centerCode))).toEqual(new Set([0]));
    expect((await getReview(scoped, runId)).placement.map((cell) => cell.center)).toEqual([0]);
    expect((await listDecisions(staff, { runId, offset: 0, size: 50 })).total).toBe(5);
  });

  test("a run of other centres is not there at all, and a wider one is there to look at only", async () => {
    await storeMentors([makeMentor(501)]);
    await storeStudents(makeStudents(3));
    const runId = await planHere();
    await db().run.update({ where: { id: runId }, data: { centers: [1, 2] } });
    const other = actorOf("OPERATOR", { centers: [0] });
    expect(await getRunSheet(other, runId)).toBeNull();
    expect((await listLedger(other, page)).total).toBe(0);
    expect(await listLoadChanges(other, runId)).toEqual([]);
    expect((await getRunSheet(actorOf("OPERATOR", { centers: [1] }), runId))?.steps).toEqual([]);
    expect((await getRunSheet(actorOf("OPERATOR", { centers: [1, 2] }), runId))?.steps).toEqual([
      "discard",
      "publish",
    ]);
    expect((await getRunSheet(actorOf("AUDITOR"), runId))?.steps).toEqual([]);
  });
});

describe("before and after", () => {
  test("the preview of the pool says who waits, who is left out and how many places there are", async () => {
    await storeMentors([
      makeMentor(501, { capacity: 5, load: 2 }),
      makeMentor(502, { capacity: 3, load: 4 }),
      makeMentor(503, { out: "NOT_ACCEPTING" }),
      makeMentor(504, { gender: 1, centers: [2], capacity: 7 }),
    ]);
    await storeStudents([...makeStudents(4), ...makeStudents(2, { gender: 1, center: 2 }, 101)]);
    await db().student.updateMany({ where: { nationalId: "0000000001" }, data: { onHold: true } });
    const preview = await previewPool(staff, { year: YEAR, centers: [] });
    expect(preview.genders).toEqual([
      { gender: 0, students: 3, mentors: 1, places: 3 },
      { gender: 1, students: 2, mentors: 1, places: 7 },
    ]);
    expect(preview.notEligible).toEqual({ placed: 0, onHold: 1, withdrawn: 0 });
    expect(preview.mentors).toEqual({ total: 4, inPool: 3, out: [{ code: "NOT_ACCEPTING", mentors: 1 }] });
    const one = await previewPool(staff, { year: YEAR, centers: [1] });
    expect(one.genders.map((row) => row.places)).toEqual([3, 0]);
  });

  test("the ledger and the history tell what happened and to how many, chunks apart", async () => {
    await storeMentors([makeMentor(501)]);
    await storeStudents(makeStudents(3));
    const runId = await planHere();
    await publishHere(runId);
    const { rows } = await listLedger(staff, page);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ id: runId, state: "PUBLISHED", placed: 3, needsNewMentor: 0 });
    expect(rows[0]?.tookMs).toBeGreaterThanOrEqual(0);
    const { events } = await listRunHistory(staff, runId);
    expect(events.map(({ action, counts }) => [action, counts])).toEqual([
      ["allocation.run.start", {}],
      ["allocation.run.plan", { eligible: 3, placed: 3 }],
      ["allocation.run.publish", {}],
      ["allocation.run.published", { placed: 3, needsNewMentor: 0, dead: 0 }],
    ]);
    expect((await getReview(staff, runId)).counters).toEqual([
      { gender: 0, needed: 0, left: 9996 },
      { gender: 1, needed: 0, left: 9999 },
    ]);
  });
});
