import { beforeEach, expect, test } from "vitest";
import { recordAudit } from "@/lib/auth/audit";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { listAudit, listAuditActors } from "@/lib/reporting/audit/queries";
import {
  getManagerHeat,
  getMentorHeat,
  getOutlook,
  getSpread,
  reportLoads,
} from "@/lib/reporting/utilization/queries";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { createMentor, createPlacement } from "../../support/placements";

useDatabase();
const all = actorOf("ADMIN");
const of1404 = { year: 1404, center: null };
const page = { ...of1404, sort: "id" as const, desc: false, offset: 0, size: 50 };

beforeEach(async () => {
  await db().$executeRaw`TRUNCATE "تخصیص_ها", "دانش_آموزان", "منتورها", managers CASCADE`;
});

test("the mentor heatmap has a row per mentor and a number per allowed group; groups nobody takes are left out", async () => {
  const first = await createMentor({ groups: [3, 27], baseLoad: 5 });
  await createMentor({ groups: [27] });
  await createPlacement({ mentorId: first });
  await createPlacement({ mentorId: first, status: "TEMP_REVIEW" });
  const heat = await getMentorHeat(all, page);
  expect(heat).toMatchObject({ year: 1404, total: 2 });
  expect(heat.groups.map((group) => group.code)).toEqual([3, 27]);
  expect(heat.rows[0]).toMatchObject({
    id: first,
    capacity: 60,
    load: 7,
    ours: 2,
    left: 53,
    placed: new Map([[3, 2]]),
  });
});

test("a manager sees the mentors of the own centres: loads whole, students of other centres only in numbers", async () => {
  const shared = await createMentor({ managerId: 11, centers: [1, 2] });
  const other = await createMentor({ managerId: 12, centers: [2] });
  await createPlacement({ mentorId: shared, student: { centerCode: 1 } });
  await createPlacement({ mentorId: shared, student: { centerCode: 2 } });
  await createPlacement({ mentorId: other, student: { centerCode: 2 } });
  const manager = actorOf("MANAGER", { centers: [1] });
  const heat = await getManagerHeat(manager, of1404);
  expect(heat.rows.map((row) => row.id)).toEqual([11]);
  expect(heat.rows[0]?.total).toMatchObject({ mentors: 1, load: 2, placed: 2 });
  expect((await getMentorHeat(manager, page)).rows.map((row) => row.id)).toEqual([shared]);
  expect((await getManagerHeat(manager, { year: 1404, center: 2 })).rows.map((row) => row.id)).toEqual([11]);
  expect((await getManagerHeat(all, { year: 1404, center: 2 })).rows.map((row) => row.id)).toEqual([11, 12]);
});

test("the spread counts loaded mentors out of the pool, and names who is above capacity and who has nobody", async () => {
  const over = await createMentor({ capacity: 1, baseLoad: 3 });
  const idle = await createMentor({});
  await createMentor({ active: false });
  const spread = await getSpread(all, of1404);
  expect(spread.histogram).toMatchObject({ over: 1, none: 0, full: 0 });
  expect(spread.histogram.tenths[0]).toBe(1);
  expect(spread.over.map((mentor) => mentor.id)).toEqual([over]);
  expect(spread.idle.map((mentor) => mentor.id)).toEqual([idle]);
});

test("the load report lists the mentors of a year by id with base, ours and sum", async () => {
  const id = await createMentor({ baseLoad: 5 });
  await createMentor({ loadYear: 1403 });
  await createPlacement({ mentorId: id });
  expect(await reportLoads(all, 1404)).toEqual({
    mentors: [{ mentorId: id, capacity: 60, base: 5, ours: 1, load: 6 }],
  });
});

test("the audit log comes newest first, page by page, narrowed by actor, action, resource and time, and by scope", async () => {
  const write = (name: string, action: string, centerCode: number | null) =>
    inTx((tx) =>
      recordAudit(tx, actorOf("OPERATOR", { name }), {
        action,
        resourceType: "thing",
        resourceId: action,
        centerCode,
      }),
    );
  await write("سارا", "a.b.c", 1);
  await write("سارا", "a.b.d", 2);
  await write("رضا", "a.b.c", null);
  const auditor = actorOf("AUDITOR");
  const first = await listAudit(auditor, { size: 2 });
  expect(first.rows.map((row) => row.actorName)).toEqual(["رضا", "سارا"]);
  const second = await listAudit(auditor, { size: 2, before: first.next ?? "" });
  expect(second).toMatchObject({ next: null, rows: [{ action: "a.b.c", centerCode: 1 }] });
  const count = async (filter: object, staff = auditor) =>
    (await listAudit(staff, { size: 10, ...filter })).rows.length;
  expect(await count({ actor: "سار" })).toBe(2);
  expect(await count({ action: "a.b.c" })).toBe(2);
  expect(await count({ resourceType: "thing", resourceId: "a.b.d" })).toBe(1);
  expect(await count({ from: new Date(Date.now() + 60_000) })).toBe(0);
  expect(await count({ to: new Date(Date.now() + 60_000) })).toBe(3);
  expect(await count({}, actorOf("AUDITOR", { centers: [1] }))).toBe(2);
  expect(new Set((await listAuditActors(auditor)).map(({ name }) => name))).toEqual(new Set(["رضا", "سارا"]));
});

test("the outlook counts who waits in the viewer's centres only, beside the places that could take them", async () => {
  const mentorId = await createMentor({ centers: [1], capacity: 3, groups: [3] });
  await createPlacement({ mentorId, student: { centerCode: 1 } });
  const ended = [1, 2].map((centerCode) => createPlacement({ mentorId, student: { centerCode } }));
  const ids = (await Promise.all(ended)).map(({ id }) => id);
  await db().assignment.updateMany({
    where: { id: { in: ids } },
    data: { status: "REVERTED", endedReason: "UNASSIGNED" },
  });
  await db().mentor.update({ where: { id: mentorId }, data: { ownLoad: 1, capacity: 2 } });
  const seen = await getOutlook(actorOf("MANAGER", { centers: [1] }), of1404);
  expect(seen.demand).toEqual([
    { gender: 1, group: 3, center: 1, type: 0, students: 1, mentors: 1, left: 1, short: 0 },
  ]);
  expect((await getOutlook(all, of1404)).demand.map(({ center, short }) => [center, short])).toEqual([
    [2, 1],
    [1, 0],
  ]);
  expect(seen.runOut).toMatchObject([{ taken: 1, days: 30, mentor: { id: mentorId } }]);
});

test("places of centres whose waiting students are not looked at are not told as places nobody waits for", async () => {
  const mentorId = await createMentor({ centers: [1, 2], groups: [3] });
  const { id } = await createPlacement({ mentorId, student: { centerCode: 2 } });
  await db().assignment.update({ where: { id }, data: { status: "REVERTED", endedReason: "UNASSIGNED" } });
  await db().mentor.update({ where: { id: mentorId }, data: { ownLoad: 0 } });
  const centersOpen = async (staff: typeof all, center: number | null) =>
    (await getOutlook(staff, { year: 1404, center })).open.map((row) => row.center);
  expect(await centersOpen(all, null)).toEqual([1]);
  expect(await centersOpen(all, 1)).toEqual([1]);
  expect(await centersOpen(all, 2)).toEqual([]);
  expect(await centersOpen(actorOf("MANAGER", { centers: [1] }), null)).toEqual([1]);
});

test("the spread, the two ends of it and who is full first hold their numbers in the database: whole counts, the first ten in order", async () => {
  const fill = (ratio: readonly [number, number], managerId = 1) =>
    createMentor({ baseLoad: ratio[0], capacity: ratio[1], managerId });
  for (const ratio of [
    [0, 10],
    [1, 10],
    [3, 10],
    [29, 100],
    [99, 100],
    [10, 10],
    [0, 0],
  ] as const)
    await fill(ratio);
  const over: number[] = [];
  for (let i = 0; i < 12; i++) over.push(await fill([20 + i, 10]));
  const idle: number[] = [];
  for (let i = 0; i < 11; i++) idle.push(await fill([0, 30 + i]));
  await createMentor({ baseLoad: 4, capacity: 10, accepting: false });
  await createMentor({ capacity: 90, accepting: false });
  const spread = await getSpread(all, of1404);
  // Whoever is out of the pool counts while they have somebody: the one with four of ten, not the one with nobody.
  expect(spread.histogram).toEqual({
    tenths: [1 + 11, 1, 1, 1, 1, 0, 0, 0, 0, 1],
    full: 1,
    over: 12,
    none: 1,
  });
  expect(spread.totals).toMatchObject({ mentors: 32, inPool: 30, over: 12, idle: 13 });
  expect(spread.over.map(({ id }) => id)).toEqual(over.reverse().slice(0, 10));
  expect(spread.idle.map(({ id }) => id)).toEqual(idle.reverse().slice(0, 10));
});

test("who is full first: by the pace of the last thirty days in the database, soonest first, ten of all there are", async () => {
  const days = (n: number) => new Date(Date.now() - n * 86_400_000);
  /** A mentor with some places left after some students of lately and one of long ago. */
  const taking = async (left: number, lately: number) => {
    const mentorId = await createMentor({ capacity: left + lately + 1 });
    await createPlacement({ mentorId, at: days(40) });
    for (let i = 0; i < lately; i++) await createPlacement({ mentorId, at: days(i + 1) });
    return mentorId;
  };
  const slow = await taking(6, 1);
  const fast = await taking(2, 3);
  const even = await taking(4, 2);
  await taking(0, 2);
  await taking(5, 0);
  for (let i = 0; i < 9; i++) await taking(20 + i, 1);
  const { runOut, runOutTotal } = await getOutlook(all, of1404);
  expect(runOut.slice(0, 3).map(({ mentor, taken, days }) => [mentor.id, taken, days])).toEqual([
    [fast, 3, 20],
    [even, 2, 60],
    [slow, 1, 180],
  ]);
  expect([runOut.length, runOutTotal]).toEqual([10, 12]);
});
