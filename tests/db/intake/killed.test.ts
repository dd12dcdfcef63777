import { afterEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { startApply } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import type { ApplyMode } from "@/lib/intake/schema";
import { runJobHere } from "@/lib/jobs/queue";
import { useDatabase } from "../../support/db";
import { kill, killAll, loadWorker, start, until } from "../allocation/processes";
import { batchOf, checkedBatch, manyStudents, operator, studentTable } from "./files";

useDatabase();
afterEach(killAll);

const ROWS = 600;
const rowsFrom = (from: number) => manyStudents(from + ROWS).slice(from);
const countStored = (rows: readonly { id: string }[]) =>
  db().student.count({ where: { nationalId: { in: rows.map(({ id }) => id) } } });
const countEvents = (batchId: string) =>
  db().outboxEvent.count({
    where: { type: { contains: "student.imported" }, payload: { path: ["batchId"], equals: batchId } },
  });

/** Starts applying in a process of its own, in chunks of ten rows, and kills it once something was done. */
const killApplying = async (batchId: string, mode: ApplyMode) => {
  const started = await startApply(operator, { batchId, mode });
  if (!started.ok) throw new Error(started.reason);
  const { jobId } = started.value;
  const worker = loadWorker(jobId, 10);
  await start(worker);
  const doneOf = async () => (await db().job.findUniqueOrThrow({ where: { id: jobId } })).done;
  await until("some rows were stored", async () => (await doneOf()) >= 30);
  await kill(worker);
  expect(await batchOf(batchId)).toMatchObject({ status: "APPLYING" });
  return { jobId, done: await doneOf() };
};

test("a worker killed while it stores rows in chunks leaves what it committed; the next one stores the rest, each row once", async () => {
  const rows = rowsFrom(0);
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  const { jobId } = await killApplying(batchId, "VALID");
  const { appliedRows } = await batchOf(batchId);
  expect(appliedRows).toBeGreaterThan(0);
  expect(appliedRows).toBeLessThan(ROWS);
  expect(await countStored(rows)).toBe(appliedRows);
  await runJobHere(intakeJobs, jobId);
  expect(await batchOf(batchId)).toMatchObject({ status: "APPLIED", appliedRows: ROWS });
  expect(await countStored(rows)).toBe(ROWS);
  expect(await countEvents(batchId)).toBe(ROWS);
});

test("a worker killed in the middle of all-or-nothing leaves nothing; the next one stores everything, each row once", async () => {
  const rows = rowsFrom(1_000);
  const batchId = await checkedBatch("students", [studentTable(rows)]);
  const { jobId, done } = await killApplying(batchId, "ALL");
  expect(done).toBeLessThan(ROWS);
  expect(await countStored(rows)).toBe(0);
  expect(await countEvents(batchId)).toBe(0);
  expect(await batchOf(batchId)).toMatchObject({ appliedRows: 0, cursor: 0 });
  await runJobHere(intakeJobs, jobId);
  expect(await batchOf(batchId)).toMatchObject({ status: "APPLIED", appliedRows: ROWS });
  expect(await countStored(rows)).toBe(ROWS);
  expect(await countEvents(batchId)).toBe(ROWS);
  expect(await db().poolLock.findFirst()).toMatchObject({ holderId: null });
});
