import { expect, test } from "vitest";
import { holdStudent } from "@/lib/allocation/placement/commands";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { intakeJobs } from "@/lib/intake/jobs";
import { startUndo, takeUndoPool, undoChunk } from "@/lib/intake/undo/commands";
import { acquirePool, releasePool } from "@/lib/jobs/pool-lock";
import { performJob, runJobHere } from "@/lib/jobs/queue";
import { actorOf } from "../../support/actors";
import { useDatabase } from "../../support/db";
import { batchOf, done, operator, studentTable, take } from "./files";
import { idOf } from "./placing";
import { cells, digest, undo } from "./undoing";

useDatabase();

const job = systemActor("test-job");
const never = new AbortController().signal;

test("killed on the way it goes on where it was, and gives the same end", async () => {
  await done(take("students", studentTable(cells(300, 30))));
  const before = await digest();
  const { batchId } = await done(
    take("students", studentTable([...cells(300, 15, { last: "دیگر" }), ...cells(330, 15)]), {
      confirmMassChange: true,
    }),
  );
  const started = await startUndo(operator, { batchId });
  if (!started.ok) throw new Error(started.reason);
  await takeUndoPool(job, batchId);
  expect(await undoChunk(job, batchId, 7)).toEqual({ over: false, done: 7, total: 30 });
  // The process is gone here; the queue hands the same job to another one.
  expect(await startUndo(operator, { batchId })).toMatchObject({ ok: false, reason: "BATCH_LOCKED" });
  await Promise.all([runJobHere(intakeJobs, started.value.jobId), undoChunk(job, batchId, 3)]);
  expect(await batchOf(batchId)).toMatchObject({ status: "REVERTED", reversedRows: 30, keptRows: 0 });
  expect(await digest()).toBe(before);
});

test("it waits for who has the pool; an edit cannot come between its chunks", async () => {
  const rows = cells(400, 4);
  const { batchId } = await done(take("students", studentTable(rows)));
  const holder = { kind: "RUN", id: "01900000-0000-7000-8000-000000000001" } as const;
  await inTx((tx) => acquirePool(tx, holder));
  const started = await startUndo(operator, { batchId });
  if (!started.ok) throw new Error(started.reason);
  expect(await performJob(intakeJobs, started.value.jobId, never)).toBe(false);
  expect(await batchOf(batchId)).toMatchObject({ status: "REVERTING", reversedRows: 0 });
  await inTx((tx) => releasePool(tx, holder));
  const studentId = await idOf(rows[3]!.id);
  await takeUndoPool(job, batchId);
  await undoChunk(job, batchId, 2);
  const edit = await holdStudent(actorOf("OPERATOR"), { studentId, reason: "آزمون" });
  expect(edit).toMatchObject({ ok: false, reason: "RUN_ACTIVE" });
  await runJobHere(intakeJobs, started.value.jobId);
  expect(await batchOf(batchId)).toMatchObject({ status: "REVERTED", reversedRows: 4 });
});

test("an edit racing the start of an undo is either seen and kept, or refused; never lost", async () => {
  const rows = cells(450, 1);
  const { batchId } = await done(take("students", studentTable(rows)));
  const studentId = await idOf(rows[0]!.id);
  const [edit] = await Promise.all([
    holdStudent(actorOf("OPERATOR", { name: "نرگس" }), { studentId, reason: "آزمون" }),
    undo(batchId),
  ]);
  const left = await db().student.findUnique({ where: { nationalId: rows[0]!.id } });
  if (edit.ok) expect(left).toMatchObject({ onHold: true });
  else expect(["NOT_FOUND", "RUN_ACTIVE"]).toContain(edit.reason);
});
