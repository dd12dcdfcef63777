import { beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { startPublish } from "@/lib/allocation/commands";
import { EVENT_SCHEMAS } from "@/lib/allocation/events";
import { publishChunk } from "@/lib/allocation/publish/commands";
import { COUNTER_EVENT_SCHEMAS } from "@/lib/counter/events";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { acquirePool, releasePool } from "@/lib/jobs/pool-lock";
import { secondConnection } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { GOLDEN_PLAN_HASH, goldenCase } from "../../unit/allocation/golden";
import { findBreaches } from "./facts";
import { planHere, publishedLines, publishHere, runOf } from "./running";
import {
  makeStudents,
  must,
  storeMentors,
  storeSnapshot,
  storeStudents,
  system,
  useWorld,
  YEAR,
} from "./world";

useWorld();

describe("the golden case through the database", () => {
  test("is planned and published as expected, with every invariant and one event per fact", async () => {
    const { snapshot, lines } = goldenCase();
    await storeSnapshot(snapshot);
    const runId = await planHere();
    expect(await runOf(runId)).toMatchObject({
      state: "PLANNED",
      planHash: GOLDEN_PLAN_HASH,
      eligible: 1000,
      placed: 919,
      needsNewMentor: 81,
    });
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({
      state: "PUBLISHED",
      publishedPlaced: 919,
      publishedUnplaced: 81,
      countersIssued: 919,
      dead: 0,
    });
    expect(await publishedLines(runId)).toEqual(lines);
    expect(await findBreaches()).toEqual([]);
    const events = await db().outboxEvent.groupBy({ by: ["type"], _count: true, orderBy: { type: "asc" } });
    expect(events.map((row) => [row.type, row._count])).toEqual([
      ["takhsis.allocation.assignment.created.v1", 919],
      ["takhsis.allocation.assignment.failed.v1", 81],
      ["takhsis.allocation.run.published.v1", 1],
      ["takhsis.counter.number.issued.v1", 919],
    ]);
    const schemas: Record<string, z.ZodType> = { ...EVENT_SCHEMAS, ...COUNTER_EVENT_SCHEMAS };
    for (const event of await db().outboxEvent.findMany())
      expect(schemas[event.type]!.safeParse(event.payload).success).toBe(true);
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
  });

  test("comes out the same when eight workers fight over its chunks", async () => {
    const { snapshot, lines } = goldenCase();
    await storeSnapshot(snapshot);
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    const worker = async (rows: number) => {
      while (!(await publishChunk(system, runId, rows)).over);
    };
    await Promise.all([7, 50, 31, 100, 3, 64, 20, 11].map(worker));
    expect(await runOf(runId)).toMatchObject({
      state: "PUBLISHED",
      publishedPlaced: 919,
      publishedUnplaced: 81,
    });
    expect(await publishedLines(runId)).toEqual(lines);
    expect(await findBreaches()).toEqual([]);
  });
});

describe("counters", () => {
  test("are issued without gaps in ascending national id per gender, only to the placed, and kept by those who have one", async () => {
    await storeMentors([makeMentor(1, { capacity: 4 }), makeMentor(2, { gender: 1, capacity: 3 })]);
    const girls = makeStudents(6);
    const boys = makeStudents(3, { gender: 1 }, 11);
    await storeStudents([...girls, ...boys], (i) => (i === 1 ? "508500001" : null));
    await publishHere(await planHere());
    const rows = await db().student.findMany({ orderBy: { nationalId: "asc" } });
    expect(rows.map((row) => row.counter)).toEqual([
      "543730001",
      "508500001",
      "543730002",
      "543730003",
      null,
      null,
      "543570001",
      "543570002",
      "543570003",
    ]);
    expect(await findBreaches()).toEqual([]);
  });

  test("that do not suffice refuse the publish as a whole, and nothing has changed", async () => {
    await storeMentors([makeMentor(1, { capacity: 30 })]);
    await storeStudents(makeStudents(20));
    await db().counterSequence.create({ data: { yearCode: "54", genderCode: "373", last: 9990 } });
    const runId = await planHere();
    expect(await startPublish(system, { runId })).toEqual({
      ok: false,
      reason: "E_COUNTER_EXHAUSTED",
      details: { gender: 0, needed: 20, left: 9 },
    });
    expect(await runOf(runId)).toMatchObject({ state: "PLANNED", cursor: 0 });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    expect(await db().assignment.count()).toBe(0);
  });
});

describe("one publish at a time", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 100 })]);
    await storeStudents(makeStudents(30));
  });

  test("of two runs started at once one is refused RUN_ACTIVE and says who has the pool", async () => {
    const [one, two] = [await planHere(), await planHere()];
    const answers = await Promise.all([
      startPublish(system, { runId: one }),
      startPublish(system, { runId: two }),
    ]);
    const winner = answers.findIndex((answer) => answer.ok);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers[1 - winner]).toMatchObject({
      ok: false,
      reason: "RUN_ACTIVE",
      details: { holderKind: "RUN", holderId: [one, two][winner] },
    });
  });

  test("the same run is not started twice", async () => {
    const runId = await planHere();
    const answers = await Promise.all([1, 2, 3].map(() => startPublish(system, { runId })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await db().job.count({ where: { kind: "publish-run" } })).toBe(1);
  });

  test("an apply that has the pool makes a publish wait its turn", async () => {
    const runId = await planHere();
    const holder = { kind: "BATCH" as const, id: "0198a7c0-0000-7000-8000-000000000001" };
    await inTx((tx) => acquirePool(tx, holder));
    expect(await startPublish(system, { runId })).toMatchObject({
      ok: false,
      reason: "RUN_ACTIVE",
      details: { holderKind: "BATCH", holderId: holder.id },
    });
    await inTx((tx) => releasePool(tx, holder));
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED" });
  });
});

describe("the last place", () => {
  test("goes to exactly one of fifty students, the others wait for a new mentor", async () => {
    await storeMentors([makeMentor(1, { capacity: 1 })]);
    await storeStudents(makeStudents(50));
    const runId = await planHere();
    await publishHere(runId);
    expect(await db().assignment.count({ where: { status: "OK" } })).toBe(1);
    expect(
      await db().assignment.count({ where: { status: "NEEDS_NEW_MENTOR", reason: "NO_ELIGIBLE_MENTOR" } }),
    ).toBe(49);
    expect(await findBreaches()).toEqual([]);
  });

  test("goes to exactly one of fifty connections: the database has the last word", async () => {
    await storeMentors([makeMentor(1, { capacity: 7, load: 6 })]);
    const clients = await Promise.all(Array.from({ length: 50 }, secondConnection));
    const raise = `UPDATE "منتورها" SET "بار_تخصیص" = "بار_تخصیص" + 1 WHERE "شناسه_منتور" = 1`;
    const answers = await Promise.allSettled(clients.map((client) => client.query(raise)));
    await Promise.all(clients.map((client) => client.end()));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    const refused = answers.flatMap((answer) =>
      answer.status === "rejected" ? [answer.reason.constraint] : [],
    );
    expect(new Set(refused)).toEqual(new Set(["mentor_capacity_guard"]));
    expect(await db().mentor.findUnique({ where: { id: 1 } })).toMatchObject({ load: 7, ownLoad: 1 });
  });
});

describe("runs over time", () => {
  test("a second run places only who is new or still waiting, and closes their wait", async () => {
    await storeMentors([makeMentor(1, { capacity: 3 })]);
    await storeStudents(makeStudents(5));
    const first = await planHere();
    await publishHere(first);
    const before = await publishedLines(first);
    await db().mentor.update({ where: { id: 1 }, data: { capacity: 5 } });
    await storeStudents(makeStudents(2, {}, 101));
    const second = await planHere();
    expect(await runOf(second)).toMatchObject({ eligible: 4, placed: 2, needsNewMentor: 2 });
    await publishHere(second);
    expect(await publishedLines(first)).toEqual(before);
    const open = await db().assignment.findMany({
      where: { status: "NEEDS_NEW_MENTOR", supersededBy: null },
      orderBy: { nationalId: "asc" },
    });
    expect(open.map((row) => [row.nationalId, row.runId])).toEqual([
      ["0000000101", second],
      ["0000000102", second],
    ]);
    expect(await findBreaches()).toEqual([]);
  });

  test("a plan the pool has moved away from is refused with the list, and stays as it was", async () => {
    await storeMentors([makeMentor(1), makeMentor(2)]);
    await storeStudents(makeStudents(4));
    const runId = await planHere();
    await db().mentor.update({ where: { id: 1 }, data: { capacity: 12 } });
    await storeStudents(makeStudents(1, {}, 50));
    const student = await db().student.findUniqueOrThrow({ where: { nationalId: "0000000050" } });
    expect(await startPublish(system, { runId })).toMatchObject({
      ok: false,
      reason: "PLAN_STALE",
      details: {
        mentors: 1,
        students: 1,
        changes: [
          { of: "mentor", id: 1, kind: "CHANGED", fields: [{ field: "capacity", before: 10, after: 12 }] },
          { of: "student", id: student.id, kind: "ADDED", fields: [] },
        ],
      },
    });
    expect(await runOf(runId)).toMatchObject({ state: "PLANNED" });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
  });

  test("what no rule looks at makes no plan stale", async () => {
    await storeMentors([makeMentor(1)]);
    await storeStudents(makeStudents(3));
    const runId = await planHere();
    await db().mentor.update({ where: { id: 1 }, data: { name: "نام دیگر", mobile: "09120000000" } });
    await db().student.updateMany({ data: { mobile: "09120000001", regStatus: 3 } });
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", publishedPlaced: 3 });
  });

  test("a pool changed behind the back of a publish stops it with nothing half-written", async () => {
    await storeMentors([makeMentor(1, { capacity: 50 })]);
    await storeStudents(makeStudents(20));
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    await publishChunk(system, runId, 5);
    await db().$executeRaw`UPDATE "منتورها" SET "بار_پایه" = 3`;
    expect(await publishChunk(system, runId, 5)).toMatchObject({
      over: true,
      failure: { code: "PLAN_STALE" },
    });
    expect(await runOf(runId)).toMatchObject({ state: "FAILED", errorCode: "PLAN_STALE", cursor: 5 });
    expect(await db().assignment.count()).toBe(5);
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    const again = await planHere();
    expect(await runOf(again)).toMatchObject({ eligible: 15, placed: 15, year: YEAR });
    await publishHere(again);
    expect(await findBreaches()).toEqual([]);
  });
});
