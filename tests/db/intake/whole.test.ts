import { afterEach, beforeEach, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { readApplyLists, takePool } from "@/lib/intake/apply/commands";
import { applyWhole } from "@/lib/intake/apply/whole/commands";
import { cancelBatch, startApply } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { runJobHere } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import {
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  fingerprint,
  makeStudentCells,
  manyStudents,
  operator,
  studentTable,
  take,
} from "./files";

useDatabase();
beforeEach(() => {
  process.env.APPLY_CHUNK_ROWS = "10";
});
afterEach(() => {
  delete process.env.APPLY_CHUNK_ROWS;
});

const job = systemActor("test-job");
const never = new AbortController().signal;
const some = (from: number, count: number) => manyStudents(from + count).slice(from);
const all = { mode: "ALL" } as const;
const poolHolder = async () => (await db().poolLock.findFirstOrThrow()).holderId;

test("all rows are stored at once, with their audit entry and one event each", async () => {
  const batchId = await checkedBatch("students", [studentTable(some(0, 25))]);
  expect(await applyBatch(batchId, all)).toBe("APPLIED");
  expect(await batchOf(batchId)).toMatchObject({ appliedRows: 25, applyMode: "ALL" });
  const entry = await db().auditLog.findFirst({
    where: { resourceId: batchId, action: "intake.batch.apply" },
  });
  expect(entry?.diff).toMatchObject({ mode: "ALL", applied: 25, left: 0 });
  const events = { payload: { path: ["batchId"], equals: batchId }, type: { contains: "student.imported" } };
  expect(await db().outboxEvent.count({ where: events })).toBe(25);
  expect(await poolHolder()).toBeNull();
});

test("a quarantined row refuses the whole before anything begins, and a rejected one is out of it", async () => {
  const rows = [...some(100, 3), makeStudentCells(200, { group: "777" })];
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  expect(await startApply(operator, { batchId, ...all })).toMatchObject({
    ok: false,
    reason: "ALL_OR_NOTHING",
    details: { count: 1 },
  });
  expect(await startApply(operator, { batchId, ...all, skipQuarantined: true })).toMatchObject({
    reason: "ALL_OR_NOTHING",
  });
  await db().importRow.updateMany({
    where: { batchId, status: "QUARANTINED" },
    data: { status: "REJECTED" },
  });
  expect(await applyBatch(batchId, all)).toBe("APPLIED_WITH_REJECTS");
  expect(await batchOf(batchId)).toMatchObject({ appliedRows: 3 });
});

test("a row that has come to contradict in the last chunk undoes all of it, and waits in quarantine with its reason", async () => {
  const rows = [...some(300, 24), makeStudentCells(400, { counter: "549990101" })];
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  await done(take("students", studentTable([makeStudentCells(401, { counter: "549990101" })])));
  const before = await fingerprint();
  const started = await startApply(operator, { batchId, ...all });
  if (!started.ok) throw new Error(started.reason);
  await expect(runJobHere(intakeJobs, started.value.jobId)).rejects.toMatchObject({
    code: "ALL_OR_NOTHING",
    details: { count: 1 },
  });
  expect(await fingerprint()).toBe(before);
  expect(await batchOf(batchId)).toMatchObject({
    status: "NEEDS_REVIEW",
    errorCode: "ALL_OR_NOTHING",
    appliedRows: 0,
    newRows: 24,
    quarantinedRows: 1,
  });
  const [held] = await db().importRow.findMany({
    where: { batchId, status: "QUARANTINED" },
    include: { issues: true },
  });
  expect(held?.naturalKey).toBe(rows[24]?.id);
  expect(held?.issues.map(({ code }) => code)).toContain("COUNTER_TAKEN");
  expect(await db().importRow.count({ where: { batchId, status: "APPLIED" } })).toBe(0);
  expect(await poolHolder()).toBeNull();
  // The others can still be applied without it.
  expect(await applyBatch(batchId, { skipQuarantined: true })).toBe("APPLIED_WITH_REJECTS");
  expect(await batchOf(batchId)).toMatchObject({ appliedRows: 24, errorCode: null });
});

test("a write that the database refuses in the last chunk leaves nothing of the chunks before", async () => {
  const rows = some(500, 25);
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  await db().$executeRawUnsafe(`CREATE FUNCTION refuse_student() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW."کد_ملی" = '${rows[24]?.id}' THEN RAISE EXCEPTION 'injected'; END IF; RETURN NEW; END $$`);
  await db().$executeRawUnsafe(
    `CREATE TRIGGER refuse_student BEFORE INSERT ON "دانش_آموزان" FOR EACH ROW EXECUTE FUNCTION refuse_student()`,
  );
  const before = await fingerprint();
  const started = await startApply(operator, { batchId, ...all });
  if (!started.ok) throw new Error(started.reason);
  await db().job.update({ where: { id: started.value.jobId }, data: { attempts: 4 } });
  await expect(runJobHere(intakeJobs, started.value.jobId)).rejects.toMatchObject({ code: "INTERNAL" });
  await db().$executeRawUnsafe(`DROP TRIGGER refuse_student ON "دانش_آموزان"`);
  await db().$executeRawUnsafe(`DROP FUNCTION refuse_student()`);
  expect(await fingerprint()).toBe(before);
  expect(await batchOf(batchId)).toMatchObject({ status: "FAILED", appliedRows: 0, cursor: 0 });
  expect(await poolHolder()).toBeNull();
  expect(await applyBatch(batchId, all)).toBe("APPLIED");
});

test("asked to stop in the middle it undoes what it did, and the batch stands as before it was started", async () => {
  const rows = some(600, 30);
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  const before = await fingerprint();
  await startApply(operator, { batchId, ...all });
  await takePool(job, batchId);
  const lists = await readApplyLists(job, batchId);
  const seen: number[] = [];
  const progress = async (count: number) => {
    seen.push(count);
    if (count === 10) expect(await cancelBatch(operator, { batchId })).toMatchObject({ ok: true });
  };
  await applyWhole(job, batchId, { lists, signal: never, progress });
  expect(seen).toEqual([10]);
  expect(await fingerprint()).toBe(before);
  expect(await batchOf(batchId)).toMatchObject({ status: "READY", appliedRows: 0, cancelRequested: false });
  expect(await poolHolder()).toBeNull();
  expect(await applyBatch(batchId, all)).toBe("APPLIED");
});

test("two workers at once store a batch as a whole once", async () => {
  const batchId = await checkedBatch("students", [studentTable(some(700, 30))]);
  await startApply(operator, { batchId, ...all });
  await takePool(job, batchId);
  const options = {
    lists: await readApplyLists(job, batchId),
    signal: never,
    progress: async () => undefined,
  };
  await Promise.all([applyWhole(job, batchId, options), applyWhole(job, batchId, options)]);
  expect(await batchOf(batchId)).toMatchObject({ status: "APPLIED", appliedRows: 30 });
  expect(await db().auditLog.count({ where: { resourceId: batchId, action: "intake.batch.apply" } })).toBe(1);
});

test("a batch of which a part is stored cannot become a whole any more", async () => {
  const batchId = await checkedBatch("students", [studentTable(some(800, 5))]);
  await db().importBatch.update({ where: { id: batchId }, data: { status: "APPLY_PAUSED", cursor: 2 } });
  expect(await startApply(operator, { batchId, ...all })).toMatchObject({
    ok: false,
    reason: "BATCH_LOCKED",
  });
});
