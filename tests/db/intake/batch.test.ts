import { describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { storeFile } from "@/lib/db/files";
import { inTx } from "@/lib/db/tx";
import { applyChunk, readApplyLists, takePool } from "@/lib/intake/apply/commands";
import {
  addFile,
  cancelBatch,
  createBatch,
  removeFile,
  startApply,
  startValidate,
} from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { acquirePool, releasePool } from "@/lib/jobs/pool-lock";
import { performJob, runJobHere } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import { xlsxOf } from "../../support/workbook";
import {
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  fingerprint,
  makeStudentCells,
  manyStudents,
  operator,
  STUDENT_HEADINGS,
  studentTable,
  take,
  YEAR,
} from "./files";

useDatabase();

const job = systemActor("test-job");
const fresh = (from: number, count: number) => manyStudents(from + count).slice(from);
const never = new AbortController().signal;

describe("several files", () => {
  test("a person in two files of a batch with different data is in quarantine twice; with equal data once unchanged", async () => {
    const [a, b] = [makeStudentCells(1), makeStudentCells(2)];
    const id = await checkedBatch("students", [
      studentTable([a, b]),
      studentTable([a, { ...b, last: "دیگر" }, makeStudentCells(3)]),
    ]);
    expect(await batchOf(id)).toMatchObject({
      status: "NEEDS_REVIEW",
      rows: 5,
      newRows: 2,
      unchangedRows: 1,
      quarantinedRows: 2,
    });
  });

  test("the same bytes again in one batch are the file that is there; a removed file takes its rows along", async () => {
    const id = await checkedBatch("students", [studentTable(fresh(10, 3)), studentTable(fresh(13, 2))]);
    expect(await batchOf(id)).toMatchObject({ status: "READY", rows: 5 });
    const files = await db().importFile.findMany({ where: { batchId: id }, orderBy: { id: "asc" } });
    const again = await addFile(operator, {
      batchId: id,
      filename: "same.xlsx",
      stored: await storeFile([xlsxOf(studentTable(fresh(10, 3)))]),
    });
    expect(again).toEqual({ ok: true, value: { fileId: files[0]?.id, known: true } });
    await removeFile(operator, { batchId: id, fileId: files[1]?.id ?? "" });
    expect(await batchOf(id)).toMatchObject({ status: "DRAFT", rows: 0 });
    const checking = await startValidate(operator, { batchId: id });
    if (checking.ok) await runJobHere(intakeJobs, checking.value.jobId);
    expect(await batchOf(id)).toMatchObject({ status: "READY", rows: 3 });
  });

  test("one bad file among good ones fails the batch and is named", async () => {
    const created = await createBatch(operator, { kind: "students", year: YEAR });
    if (!created.ok) throw new Error(created.reason);
    const { batchId } = created.value;
    for (const table of [studentTable(fresh(20, 1)), [STUDENT_HEADINGS.slice(2), ["x"]]])
      await addFile(operator, { batchId, filename: "f.xlsx", stored: await storeFile([xlsxOf(table)]) });
    const checking = await startValidate(operator, { batchId });
    if (checking.ok)
      await expect(runJobHere(intakeJobs, checking.value.jobId)).rejects.toMatchObject({
        code: "COLUMN_MISSING",
      });
    expect(await batchOf(batchId)).toMatchObject({ status: "FAILED", errorCode: "COLUMN_MISSING" });
    expect(
      (await db().importFile.findMany({ where: { batchId } })).map(({ status }) => status).sort(),
    ).toEqual(["INVALID", "VALID"]);
    expect(await startApply(operator, { batchId })).toMatchObject({ ok: false, reason: "BATCH_LOCKED" });
  });
});

describe("applying", () => {
  test("killed between chunks it goes on where it was, and writes each student once", async () => {
    const id = await checkedBatch("students", [studentTable(fresh(100, 25))]);
    const started = await startApply(operator, { batchId: id });
    if (!started.ok) throw new Error(started.reason);
    await takePool(job, id);
    const lists = { ...(await readApplyLists(job, id)), rowsMax: 10 };
    expect(await applyChunk(job, id, lists)).toEqual({ over: false, done: 10, total: 25 });
    // The process is gone here; the queue hands the same job to another one.
    expect(await startApply(operator, { batchId: id })).toMatchObject({
      ok: false,
      reason: "BATCH_LOCKED",
      details: { state: "APPLYING", by: operator.name },
    });
    await runJobHere(intakeJobs, started.value.jobId);
    expect(await batchOf(id)).toMatchObject({ status: "APPLIED", appliedRows: 25 });
    expect(
      await db().outboxEvent.count({
        where: { type: { contains: "student.imported" }, payload: { path: ["batchId"], equals: id } },
      }),
    ).toBe(25);
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
  });

  test("two workers on one batch at once write each student once", async () => {
    const id = await checkedBatch("students", [studentTable(fresh(200, 30))]);
    await startApply(operator, { batchId: id });
    await takePool(job, id);
    const lists = { ...(await readApplyLists(job, id)), rowsMax: 4 };
    const work = async () => {
      while (!(await applyChunk(job, id, lists)).over);
    };
    await Promise.all([work(), work()]);
    expect(await batchOf(id)).toMatchObject({ status: "APPLIED", appliedRows: 30 });
    expect(
      await db().student.count({
        where: {
          version: 1,
          lastName: { startsWith: "خانواده" },
          nationalId: { in: fresh(200, 30).map((s) => s.id) },
        },
      }),
    ).toBe(30);
  });

  test("asked to stop it pauses at the end of its chunk, and goes on later", async () => {
    const id = await checkedBatch("students", [studentTable(fresh(300, 12))]);
    const started = await startApply(operator, { batchId: id });
    await takePool(job, id);
    const lists = { ...(await readApplyLists(job, id)), rowsMax: 5 };
    await applyChunk(job, id, lists);
    expect(await cancelBatch(operator, { batchId: id })).toMatchObject({ ok: true });
    if (started.ok) await runJobHere(intakeJobs, started.value.jobId);
    expect(await batchOf(id)).toMatchObject({ status: "APPLY_PAUSED", appliedRows: 5 });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    expect(await cancelBatch(operator, { batchId: id })).toMatchObject({ ok: false, reason: "BATCH_LOCKED" });
    expect(await applyBatch(id)).toBe("APPLIED");
    expect(await batchOf(id)).toMatchObject({ appliedRows: 12 });
  });

  test("it waits for who has the pool, and shows for whom", async () => {
    const id = await checkedBatch("students", [studentTable(fresh(400, 3))]);
    const holder = { kind: "RUN", id: "01900000-0000-7000-8000-000000000001" } as const;
    await inTx((tx) => acquirePool(tx, holder));
    const started = await startApply(operator, { batchId: id });
    if (!started.ok) throw new Error(started.reason);
    expect(await performJob(intakeJobs, started.value.jobId, never)).toBe(false);
    expect(await db().job.findUnique({ where: { id: started.value.jobId } })).toMatchObject({
      state: "WAITING",
      waitingFor: `RUN:${holder.id}`,
    });
    expect(await batchOf(id)).toMatchObject({ status: "APPLYING", appliedRows: 0 });
    expect(await performJob(intakeJobs, started.value.jobId, never)).toBe(false);
    // The page that is open hears of it, once.
    const told = await db().progressEvent.findMany({ where: { topic: `batch:${id}`, kind: "waiting" } });
    expect(told.map(({ data }) => data)).toEqual([{ waitingFor: `RUN:${holder.id}` }]);
    await inTx((tx) => releasePool(tx, holder));
    await runJobHere(intakeJobs, started.value.jobId);
    expect(await batchOf(id)).toMatchObject({ status: "APPLIED" });
  });

  test("two batches with the same person: the later one is compared with what is stored by then", async () => {
    const cells = makeStudentCells(500);
    const first = await checkedBatch("students", [studentTable([cells])]);
    const second = await checkedBatch("students", [studentTable([{ ...cells, last: "تازه" }])]);
    expect(await applyBatch(first)).toBe("APPLIED");
    expect(await applyBatch(second)).toBe("APPLIED");
    expect(await batchOf(second)).toMatchObject({ newRows: 0, changedRows: 1 });
    expect(await db().student.findUnique({ where: { nationalId: cells.id } })).toMatchObject({
      lastName: "تازه",
    });
  });

  test("a number given to another since the check is kept out, and the rest is applied", async () => {
    const late = await checkedBatch("students", [
      studentTable([makeStudentCells(510, { counter: "549990001" }), makeStudentCells(511)]),
    ]);
    await done(take("students", studentTable([makeStudentCells(512, { counter: "549990001" })])));
    expect(await applyBatch(late)).toBe("APPLIED_WITH_REJECTS");
    expect(await batchOf(late)).toMatchObject({ newRows: 1, quarantinedRows: 1, appliedRows: 1 });
  });
});

describe("the brake", () => {
  test("a file that would change a tenth of what is stored needs an explicit word", async () => {
    const rows = manyStudents(60).map((row) => ({
      ...row,
      center: "2",
      id: makeStudentCells(Number(row.first.slice(3)) + 1_000).id,
    }));
    await done(take("students", studentTable(rows)));
    const changed = rows.map((row, i) => (i < 20 ? { ...row, last: "عوض" } : row));
    const before = await fingerprint();
    const answer = await take("students", studentTable(changed));
    expect(answer).toMatchObject({ ok: false, reason: "MASS_CHANGE", details: { changed: 20, missing: 0 } });
    expect(await fingerprint()).toBe(before);
    expect(await done(take("students", studentTable(changed), { confirmMassChange: true }))).toMatchObject({
      changed: 20,
    });
  });

  test("a full file counts what it does not mention, and deletes nothing", async () => {
    const schools = Array.from({ length: 40 }, (_, i) => [i + 1, `مدرسه ${i}`]);
    const headings = ["کد مدرسه", "نام مدرسه"];
    await done(take("schools", [headings, ...schools]));
    const answer = await take("schools", [headings, ...schools.slice(0, 30)]);
    expect(answer).toMatchObject({ reason: "MASS_CHANGE", details: { changed: 0, missing: 10, stored: 40 } });
    const confirmed = await done(
      take("schools", [headings, ...schools.slice(0, 30)], { confirmMassChange: true }),
    );
    expect(confirmed).toMatchObject({ unchanged: 30, missing: 10 });
    expect(await db().school.count()).toBe(40);
  });
});

test("a check that is asked to stop ends as cancelled and changes nothing", async () => {
  const created = await createBatch(operator, { kind: "students", year: YEAR });
  if (!created.ok) throw new Error(created.reason);
  const { batchId } = created.value;
  const stored = await storeFile([xlsxOf(studentTable(fresh(3_000, 5)))]);
  await addFile(operator, { batchId, filename: "f.xlsx", stored });
  const checking = await startValidate(operator, { batchId });
  expect(await cancelBatch(operator, { batchId })).toMatchObject({
    ok: true,
    value: { state: "VALIDATING" },
  });
  if (checking.ok) await runJobHere(intakeJobs, checking.value.jobId);
  expect(await batchOf(batchId)).toMatchObject({ status: "CANCELLED" });
});
