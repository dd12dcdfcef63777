import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cancelRun, startPublish, startRevert } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { replayDeadLetter } from "@/lib/allocation/letter/commands";
import { publishChunk } from "@/lib/allocation/publish/commands";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { instanceOf } from "../../bench/instance";
import { secondConnection } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { findBreaches } from "./facts";
import { planHere, plannedLines, publishedLines, publishHere, runOf } from "./running";
import { makeStudents, must, storeMentors, storeSnapshot, storeStudents, system, useWorld } from "./world";

useWorld();

describe("a publish that is stopped", () => {
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 25 }), makeMentor(2, { capacity: 12 })]);
    await storeStudents(makeStudents(40));
  });

  test("by a person ends with its chunk, keeps what is written, and goes on to the same plan", async () => {
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    await publishChunk(system, runId, 15);
    expect(must(await cancelRun(system, { runId }))).toMatchObject({ state: "PUBLISHING" });
    expect(await publishChunk(system, runId, 15)).toMatchObject({ over: true, state: "CANCELLED" });
    expect(await runOf(runId)).toMatchObject({ state: "CANCELLED", cursor: 15 });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    expect(await db().assignment.count()).toBe(15);
    await publishHere(runId);
    expect(await publishedLines(runId)).toEqual(await plannedLines(runId));
    expect(await runOf(runId)).toMatchObject({
      state: "PUBLISHED",
      publishedPlaced: 37,
      publishedUnplaced: 3,
    });
    expect(await findBreaches()).toEqual([]);
  });

  test("by an error nobody can cure is FAILED, the pool is free again, and it goes on once it is cured", async () => {
    const runId = await planHere();
    const { jobId } = must(await startPublish(system, { runId }));
    await publishChunk(system, runId, 15);
    await db().$executeRaw`ALTER TABLE run_items RENAME COLUMN mentor_id TO mentor_gone`;
    await db().job.update({ where: { id: jobId }, data: { attempts: 4 } });
    await expect(runJobHere(allocationJobs, jobId)).rejects.toMatchObject({ code: "INTERNAL" });
    await db().$executeRaw`ALTER TABLE run_items RENAME COLUMN mentor_gone TO mentor_id`;
    expect(await runOf(runId)).toMatchObject({ state: "FAILED", errorCode: "INTERNAL", cursor: 15 });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    await publishHere(runId);
    expect(await publishedLines(runId)).toEqual(await plannedLines(runId));
  });

  test("by an error nobody can cure while it is taken back gives the pool back too, and is reverted once it is cured", async () => {
    const runId = await planHere();
    await publishHere(runId);
    const { jobId } = must(await startRevert(system, { runId, includeExported: false }));
    await db().job.update({ where: { id: jobId }, data: { attempts: 4 } });
    await db().$executeRaw`ALTER TABLE run_items RENAME COLUMN state TO state_gone`;
    await expect(runJobHere(allocationJobs, jobId)).rejects.toMatchObject({ code: "INTERNAL" });
    await db().$executeRaw`ALTER TABLE run_items RENAME COLUMN state_gone TO state`;
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", errorCode: "INTERNAL" });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    const again = must(await startRevert(system, { runId, includeExported: false }));
    await runJobHere(allocationJobs, again.jobId);
    expect(await runOf(runId)).toMatchObject({ state: "REVERTED", reversed: 40 });
  });

  test("and resumed onto a pool that has changed is FAILED, the rest back in the pool", async () => {
    const runId = await planHere();
    must(await startPublish(system, { runId }));
    await publishChunk(system, runId, 15);
    await cancelRun(system, { runId });
    await publishChunk(system, runId, 15);
    await db().mentor.update({ where: { id: 2 }, data: { capacity: 40 } });
    expect(await startPublish(system, { runId })).toMatchObject({
      reason: "PLAN_STALE",
      details: { mentors: 1, changes: [{ id: 2, fields: [{ field: "capacity" }] }] },
    });
    expect(await runOf(runId)).toMatchObject({ state: "FAILED", errorCode: "PLAN_STALE", cursor: 15 });
    const rest = await planHere();
    expect(await runOf(rest)).toMatchObject({ eligible: 25, placed: 25 });
  });

  test("while its job is gone for good is cancelled at once", async () => {
    const runId = await planHere();
    const { jobId } = must(await startPublish(system, { runId }));
    await db().job.update({ where: { id: jobId }, data: { state: "FAILED" } });
    expect(must(await cancelRun(system, { runId }))).toMatchObject({ state: "CANCELLED" });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
  });
});

describe("a publish whose connections are cut", () => {
  test("goes on and ends with the same plan", async () => {
    await storeSnapshot(instanceOf(3_000, 100));
    const runId = await planHere();
    const { jobId } = must(await startPublish(system, { runId }));
    const killer = await secondConnection();
    const cut = () =>
      killer.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'",
      );
    const timer = setInterval(() => void cut().catch(() => undefined), 120);
    const stop = setTimeout(() => clearInterval(timer), 1_500);
    await runJobHere(allocationJobs, jobId);
    clearInterval(timer);
    clearTimeout(stop);
    await killer.end();
    expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", dead: 0 });
    expect(await publishedLines(runId)).toEqual(await plannedLines(runId));
    expect(await findBreaches()).toEqual([]);
  }, 60_000);
});

describe("a poisoned student", () => {
  const POISON = "0000000013";
  beforeEach(async () => {
    await storeMentors([makeMentor(1, { capacity: 25 })]);
    await storeStudents(makeStudents(30));
    await db().$executeRawUnsafe(`CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN IF NEW."کد_ملی" = '${POISON}' THEN RAISE EXCEPTION 'poisoned %', NEW."کد_ملی" USING ERRCODE = '23514'; END IF; RETURN NEW; END $$`);
    await db().$executeRawUnsafe(
      `CREATE OR REPLACE TRIGGER poison BEFORE INSERT ON "تخصیص_ها" FOR EACH ROW EXECUTE FUNCTION poison()`,
    );
  });
  afterEach(cure);

  async function cure(): Promise<void> {
    await db().$executeRawUnsafe(`DROP TRIGGER IF EXISTS poison ON "تخصیص_ها"`);
  }

  test("ends as one dead letter without personal data, the rest is published, and a replay places them", async () => {
    const runId = await planHere();
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({
      state: "PUBLISHED",
      dead: 1,
      publishedPlaced: 24,
      publishedUnplaced: 5,
    });
    const letters = await db().deadLetter.findMany();
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ position: 13, code: "23514" });
    expect(JSON.stringify(letters)).not.toContain(POISON);
    expect(await findBreaches()).toEqual([]);

    const deadLetterId = letters[0]!.id;
    expect(await replayDeadLetter(system, { deadLetterId })).toMatchObject({
      reason: "E_DB_CONFLICT",
      details: { code: "23514" },
    });
    await cure();
    must(await replayDeadLetter(system, { deadLetterId }));
    expect(await replayDeadLetter(system, { deadLetterId })).toMatchObject({ reason: "RUN_STATE" });
    expect(await runOf(runId)).toMatchObject({ dead: 0, publishedPlaced: 25 });
    expect(await publishedLines(runId)).toEqual(await plannedLines(runId));
    expect(await findBreaches()).toEqual([]);
  });

  test("finds the seat gone when somebody else has taken it meanwhile", async () => {
    await publishHere(await planHere());
    await cure();
    await db().student.update({ where: { nationalId: POISON }, data: { onHold: true } });
    await publishHere(await planHere());
    await db().student.update({ where: { nationalId: POISON }, data: { onHold: false } });
    const { id } = await db().deadLetter.findFirstOrThrow();
    expect(await replayDeadLetter(system, { deadLetterId: id })).toMatchObject({ reason: "CAPACITY_FULL" });
    expect(await findBreaches()).toEqual([]);
  });
});
