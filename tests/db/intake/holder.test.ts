import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { cancelBatch, startApply } from "@/lib/intake/batch/commands";
import { intakeJobs } from "@/lib/intake/jobs";
import { getBatchSheet } from "@/lib/intake/review/queries";
import { performJob } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { batchOf, checkedBatch, manyStudents, operator, studentTable } from "./files";

useDatabase();

const never = new AbortController().signal;

test("the second of two people sees who has the pool, since when and from whom; it goes on when that is over", async () => {
  const user = { id: newId(), username: "sara", name: "سارا", passwordHash: "-", role: "OPERATOR" };
  const sara = actorOf("OPERATOR", await db().user.create({ data: user, select: { id: true, name: true } }));
  const first = await checkedBatch("students", [studentTable(manyStudents(12))]);
  const second = await checkedBatch("students", [studentTable(manyStudents(20).slice(12))]);
  const held = await startApply(sara, { batchId: first });
  const waits = await startApply(operator, { batchId: second });
  if (!held.ok || !waits.ok) throw new Error("not started");
  const since = new Date("2026-01-02T03:04:05Z");
  await db().poolLock.update({ where: { id: 1 }, data: { holderKind: "BATCH", holderId: first, since } });

  expect(await performJob(intakeJobs, waits.value.jobId, never)).toBe(false);
  const { number } = await batchOf(first);
  const holder = { kind: "BATCH", id: first, number, since, by: "سارا" };
  expect(await getBatchSheet(operator, second)).toMatchObject({ holder, job: { state: "WAITING" } });
  // While the queue looks whether the wait is over, the page still says so.
  await db().job.update({ where: { id: waits.value.jobId }, data: { state: "RUNNING" } });
  expect(await getBatchSheet(operator, second)).toMatchObject({ holder });
  expect(await getBatchSheet(operator, first)).toMatchObject({ holder: null });

  expect(await performJob(intakeJobs, held.value.jobId, never)).toBe(true);
  expect(await performJob(intakeJobs, waits.value.jobId, never)).toBe(true);
  expect(await batchOf(second)).toMatchObject({ status: "APPLIED" });
  expect(await getBatchSheet(operator, second)).toMatchObject({ holder: null });
});

test("who waits as a whole for the pool can be stopped, and the batch stands as before", async () => {
  const batchId = await checkedBatch("students", [studentTable(manyStudents(30).slice(20))]);
  const holderId = newId();
  await db().poolLock.update({
    where: { id: 1 },
    data: { holderKind: "RUN", holderId, since: new Date() },
  });
  const started = await startApply(operator, { batchId, mode: "ALL" });
  if (!started.ok) throw new Error(started.reason);
  expect(await performJob(intakeJobs, started.value.jobId, never)).toBe(false);
  await cancelBatch(operator, { batchId });
  expect(await performJob(intakeJobs, started.value.jobId, never)).toBe(true);
  expect(await batchOf(batchId)).toMatchObject({ status: "READY" });
  expect(await db().poolLock.findFirst()).toMatchObject({ holderId });
});
