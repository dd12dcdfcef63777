import { describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { storeFile } from "@/lib/db/files";
import { inTx, isConnectionLoss, type Tx } from "@/lib/db/tx";
import { applyChunk, readApplyLists, takePool } from "@/lib/intake/apply/commands";
import { addFile, cancelBatch, createBatch, startApply, startValidate } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { editRow } from "@/lib/intake/row/commands";
import { checkBatchSchema } from "@/lib/intake/schema";
import { acquirePool, releasePool } from "@/lib/jobs/pool-lock";
import { runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { xlsxOf } from "../../support/workbook";
import {
  applyBatch,
  batchOf,
  checkedBatch,
  done,
  MANAGERS,
  makeStudentCells,
  mentorTable,
  operator,
  studentTable,
  take,
  YEAR,
} from "./files";

useDatabase();

const golestan = actorOf("OPERATOR", { centers: [1] }) as typeof operator;
const statuses = async (batchId: string) =>
  (await db().importRow.findMany({ where: { batchId }, orderBy: { position: "asc" } })).map(
    ({ status }) => status,
  );

describe("a choice about loads", () => {
  test("a day counts until its end in Tehran, and never into the future", async () => {
    await done(take("managers", MANAGERS));
    const batchId = await checkedBatch("mentors", [
      mentorTable([[501, "پشتیبان ۱", "زن", "رضا بهرامی", "عادی", "3", 0, 10, 60, ""]]),
    ]);
    await startValidate(operator, checkBatchSchema.parse({ batchId, loadsInclude: "2025-09-01" }));
    expect((await batchOf(batchId)).loadsInclude).toEqual(new Date("2025-09-01T20:29:59.999Z"));
    await db().importBatch.update({ where: { id: batchId }, data: { status: "READY" } });
    await startValidate(operator, checkBatchSchema.parse({ batchId, loadsInclude: "2199-01-01" }));
    expect((await batchOf(batchId)).loadsInclude?.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe("people of some centres", () => {
  test("bring mentors of a manager who has other centres too, and apply them", async () => {
    await done(take("managers", MANAGERS));
    const table = mentorTable([[601, "پشتیبان ۲", "زن", "سارا کریمی", "عادی", "3", 0, 1, 60, ""]]);
    const batchId = await checkedBatch("mentors", [table], { actor: golestan });
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", centers: [1], newRows: 1 });
    expect(await startApply(golestan, { batchId })).toMatchObject({ ok: true });
    await db().job.updateMany({ where: { subjectId: batchId }, data: { state: "DONE" } });
    await cancelBatch(golestan, { batchId });
  });

  test("close no rows of other centres", async () => {
    const wrong = studentTable([makeStudentCells(100, { center: "0", group: "102" })]);
    const theirs = await checkedBatch("students", [wrong]);
    await checkedBatch("students", [wrong], { actor: golestan });
    expect(await statuses(theirs)).toEqual(["QUARANTINED"]);
  });
});

describe("a row in quarantine that comes again", () => {
  const wrong = (n: number) => studentTable([makeStudentCells(n, { group: "102" })]);

  test("waits in the newest batch only, and again in the older one when the newest leaves", async () => {
    const a = await checkedBatch("students", [wrong(110)]);
    const b = await checkedBatch("students", [wrong(110)]);
    const c = await checkedBatch("students", [wrong(110)]);
    expect(await Promise.all([a, b, c].map(statuses))).toEqual([
      ["SUPERSEDED"],
      ["SUPERSEDED"],
      ["QUARANTINED"],
    ]);
    await cancelBatch(operator, { batchId: b });
    expect(await Promise.all([a, c].map(statuses))).toEqual([["SUPERSEDED"], ["QUARANTINED"]]);
    await cancelBatch(operator, { batchId: c });
    expect(await statuses(a)).toEqual(["QUARANTINED"]);
  });

  test("is open again when the newer batch is stopped in a check", async () => {
    const a = await checkedBatch("students", [wrong(120)]);
    const b = await checkedBatch("students", [wrong(120)]);
    expect(await statuses(a)).toEqual(["SUPERSEDED"]);
    const again = await startValidate(operator, { batchId: b });
    await db().importBatch.update({ where: { id: b }, data: { cancelRequested: true } });
    if (again.ok) await runJobHere(intakeJobs, again.value.jobId);
    expect(await batchOf(b)).toMatchObject({ status: "CANCELLED" });
    expect(await statuses(a)).toEqual(["QUARANTINED"]);
  });
});

describe("a dead job", () => {
  test("leaves a batch that can be stopped here, and a free pool", async () => {
    const id = await checkedBatch("students", [studentTable([makeStudentCells(130), makeStudentCells(131)])]);
    const jobs = { where: { subjectId: id }, data: { state: "FAILED" } } as const;
    await startApply(operator, { batchId: id });
    await takePool(operator, id);
    await applyChunk(operator, id, { ...(await readApplyLists(operator, id)), rowsMax: 1 });
    expect(await cancelBatch(operator, { batchId: id })).toMatchObject({ value: { state: "APPLYING" } });
    await db().job.updateMany(jobs);
    expect(await cancelBatch(operator, { batchId: id })).toMatchObject({ value: { state: "APPLY_PAUSED" } });
    expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
    expect(await applyBatch(id)).toBe("APPLIED");

    const other = await checkedBatch("students", [studentTable([makeStudentCells(132)])]);
    await startValidate(operator, { batchId: other });
    await db().job.updateMany({ ...jobs, where: { subjectId: other } });
    expect(await cancelBatch(operator, { batchId: other })).toMatchObject({ value: { state: "CANCELLED" } });
  });

  test("a batch that waits for the pool can be stopped too", async () => {
    const id = await checkedBatch("students", [studentTable([makeStudentCells(140)])]);
    const holder = { kind: "RUN", id: "01900000-0000-7000-8000-000000000002" } as const;
    await inTx((tx) => acquirePool(tx, holder));
    const started = await startApply(operator, { batchId: id });
    await cancelBatch(operator, { batchId: id });
    if (started.ok) await runJobHere(intakeJobs, started.value.jobId);
    await inTx((tx) => releasePool(tx, holder));
    expect(await batchOf(id)).toMatchObject({ status: "CANCELLED" });
  });

  test("a lock that is not given in time is no failure of the work", async () => {
    const lock = (tx: Tx) => tx.$executeRaw`SELECT 1 FROM pool_lock FOR UPDATE`;
    const refused = await inTx(async (tx) => {
      await lock(tx);
      return await inTx(lock, { lockTimeoutMs: 50 }).catch((error: unknown) => error);
    });
    expect(isConnectionLoss(refused)).toBe(true);
  });
});

test("a dry run tells what would wait and leaves nothing that waits", async () => {
  const wrong = studentTable([makeStudentCells(150, { group: "102" })]);
  const a = await checkedBatch("students", [wrong]);
  const document = await done(take("students", wrong, { dryRun: true }));
  expect(document).toMatchObject({ state: "NEEDS_REVIEW", quarantined: 1 });
  expect(await batchOf(document.batchId)).toMatchObject({ status: "CANCELLED" });
  expect(await statuses(a)).toEqual(["QUARANTINED"]);
});

test("a roster decides about students when all of it is stored", async () => {
  const cells = makeStudentCells(160, { school: "990" });
  await done(take("students", studentTable([cells])));
  const typeOf = async () =>
    (await db().student.findUniqueOrThrow({ where: { nationalId: cells.id } })).studentType;
  const id = await checkedBatch("special-schools", [
    [
      ["سال", "کد مدرسه"],
      [YEAR, 990],
      [YEAR, 991],
    ],
  ]);
  await startApply(operator, { batchId: id });
  await takePool(operator, id);
  const lists = { ...(await readApplyLists(operator, id)), rowsMax: 1 };
  await applyChunk(operator, id, lists);
  expect(await typeOf()).toBe(0);
  while (!(await applyChunk(operator, id, lists)).over);
  expect(await typeOf()).toBe(1);
});

describe("a number", () => {
  test("two rows come to share by an edit keeps both out, and a fixed one frees both", async () => {
    const [one, two] = [
      makeStudentCells(170, { counter: "549990011" }),
      makeStudentCells(172, { counter: "549990012", group: "102" }),
    ];
    const id = await checkedBatch("students", [studentTable([one, two])]);
    const edit = async (cells: Record<string, string>) => {
      const row = await db().importRow.findFirstOrThrow({ where: { batchId: id, position: 2 } });
      return await editRow(operator, { rowId: String(row.id), version: row.version, cells });
    };
    expect(await statuses(id)).toEqual(["VALID", "QUARANTINED"]);
    await edit({ groupCode: "3", counter: "549990011" });
    expect(await statuses(id)).toEqual(["QUARANTINED", "QUARANTINED"]);
    expect(await db().rowIssue.count({ where: { batchId: id, code: "COUNTER_TAKEN" } })).toBe(2);
    expect(await edit({ counter: "549990012" })).toMatchObject({ value: { batchState: "READY" } });
    expect(await statuses(id)).toEqual(["VALID", "VALID"]);
  });

  test("of a student of another centre is told to nobody", async () => {
    await done(
      take("students", studentTable([makeStudentCells(180, { center: "0", counter: "549990021" })])),
    );
    const table = studentTable([makeStudentCells(180, { center: "1", counter: "549990022" })]);
    const id = await checkedBatch("students", [table], { actor: golestan });
    const issues = await db().rowIssue.findMany({ where: { batchId: id, severity: "quarantine" } });
    expect(issues.map(({ code }) => code)).toEqual(["CENTER_OUT_OF_SCOPE"]);
  });
});

test("headings chosen by hand still hold when a batch is checked again", async () => {
  const [headings = [], ...rows] = studentTable([makeStudentCells(190)]);
  const created = await createBatch(operator, { kind: "students", year: YEAR });
  if (!created.ok) throw new Error(created.reason);
  const { batchId } = created.value;
  const table = [headings.map((heading) => (heading === "کد ملی" ? "ستون ناشناس" : heading)), ...rows];
  await addFile(operator, { batchId, filename: "f.xlsx", stored: await storeFile([xlsxOf(table)]) });
  for (const choice of [{ mapping: { "ستون ناشناس": "nationalId" } }, {}]) {
    const checking = await startValidate(operator, { batchId, ...choice });
    if (checking.ok) await runJobHere(intakeJobs, checking.value.jobId);
    expect(await batchOf(batchId)).toMatchObject({ status: "READY", rows: 1 });
  }
});
