import type { ImportBatch } from "@db";
import { fateOf, traceOf } from "@/lib/allocation/publish/sql";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { acquirePool, type PoolBusy, releasePool } from "@/lib/jobs/pool-lock";
import { emitProgress } from "@/lib/jobs/progress";
import { enqueue } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { holdBatch, lockBatch, lockDetails, lockedBy, moveBatch, UNLOCKED } from "../batch/sql";
import { reopenSuperseded } from "../check/sql";
import type { Kind } from "../columns";
import { eventOf } from "../events";
import { lockRecords } from "../records/commands";
import type { UndoBatch } from "../schema";
import { judgeUndo, listToUndo } from "./queries";
import { countApplied, noteVerdicts } from "./sql";
import { settleRosters, takeBack } from "./take-back/commands";

const CHUNK_MS = 60_000;

const audit = (tx: Tx, actor: Staff, batchId: string, verb: string, diff: Record<string, unknown>) =>
  recordAudit(tx, actor, {
    action: `intake.batch.${verb}`,
    resourceType: "batch",
    resourceId: batchId,
    diff,
  });

/**
 * Starts taking an applied batch back, or goes on where a job died. Refuses `STALE_VERSION`, and `BATCH_LOCKED` when nothing
 * of it is applied or a job is busy with it. Source: Contracts §1, §5.
 */
export const startUndo = (
  actor: Can<"import:write">,
  { batchId, version }: UndoBatch,
): Promise<Result<{ jobId: JobId }, ErrorCode>> =>
  inTx(async (tx): Promise<Result<{ jobId: JobId }, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId, step: "undo" });
    if (!held.ok) return held;
    const batch = held.value;
    if (version !== undefined && version !== batch.version) return refuse("STALE_VERSION");
    if (await hasJob(tx, batchId)) return refuse("BATCH_LOCKED", lockDetails(batch));
    const again = batch.status === "REVERTING";
    await moveBatch(tx, batchId, {
      status: "REVERTING",
      errorCode: null,
      ...(again ? {} : { cursor: 0, revertedBy: actor.name }),
      ...lockedBy(actor, "REVERTING"),
    });
    await audit(tx, actor, batchId, "start-undo", { applied: batch.appliedRows, again });
    const jobId = await enqueue(tx, actor, { kind: "undo-batch", subject: "batch", subjectId: batchId });
    return { ok: true, value: { jobId } };
  });

const hasJob = async (tx: Tx, batchId: string): Promise<boolean> =>
  (await tx.job.count({
    where: { subject: "batch", subjectId: batchId, state: { in: ["QUEUED", "RUNNING", "WAITING"] } },
  })) > 0;

/** Takes the pool for a batch that is to be taken back; null, or who has it. */
export const takeUndoPool = (actor: Can<"job:work">, batchId: string): Promise<PoolBusy | null> =>
  inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status !== "REVERTING") return null;
    const taken = await acquirePool(tx, { kind: "BATCH", id: batchId });
    if (!taken.ok) return taken;
    await emitProgress(tx, "pool", "taken", { kind: "BATCH", id: batchId, by: actor.name });
    return null;
  });

/**
 * Takes the next rows of a batch back in one transaction with their progress. Safe to repeat and to race: the batch row is
 * lock and cursor, and a row that was decided about is passed over. At its end it closes the batch and gives the pool back.
 */
export const undoChunk = (actor: Can<"job:work">, batchId: string, rowsMax: number): Promise<UndoOutcome> =>
  inTx(
    async (tx): Promise<UndoOutcome> => {
      const batch = await lockBatch(tx, batchId);
      if (batch?.status !== "REVERTING") return { over: true, state: batch?.status ?? "REVERTED" };
      const kind = batch.kind as Kind;
      const rows = await listToUndo(tx, batch, { after: batch.cursor, rowsMax });
      const last = rows.at(-1);
      if (last === undefined) return { over: true, state: await endUndo(tx, actor, batch) };
      await lockRecords(
        tx,
        kind,
        rows.map(({ row }) => row.key),
      );
      const verdicts = await judgeUndo(tx, batch, rows);
      await takeBack(tx, actor, batch, verdicts);
      await noteVerdicts(
        tx,
        verdicts.map(({ verdict }) => verdict),
      );
      const reversed = verdicts.filter(({ verdict }) => verdict.state === "REVERSED").length;
      const moved = await moveBatch(tx, batchId, {
        cursor: last.row.position,
        reversedRows: { increment: reversed },
        keptRows: { increment: verdicts.length - reversed },
      });
      const done = moved.reversedRows + moved.keptRows + moved.erroredRows;
      return { over: false, done, total: Math.max(done, await countApplied(tx, batchId)) };
    },
    { timeoutMs: CHUNK_MS },
  );

export type UndoOutcome =
  | { readonly over: false; readonly done: number; readonly total: number }
  | { readonly over: true; readonly state: string };
export type UndoAttempt =
  | { readonly fate: "written"; readonly outcome: UndoOutcome }
  | { readonly fate: "lost" | "way" | "rows"; readonly error: unknown };

/** Tries one chunk of an undo, told as a value. Throws bugs. */
export const tryUndoChunk = async (
  actor: Can<"job:work">,
  batchId: string,
  rowsMax: number,
): Promise<UndoAttempt> => {
  try {
    return { fate: "written", outcome: await undoChunk(actor, batchId, rowsMax) };
  } catch (error) {
    const fate = error instanceof AppError ? null : fateOf(error);
    if (fate === null) throw error;
    return { fate, error };
  }
};

/** The stored cursor of a batch; 0 for one that is gone. */
export const readBatchCursor = (_actor: Can<"job:work">, batchId: string): Promise<number> =>
  inTx(async (tx) => {
    const batch = await tx.importBatch.findUnique({ where: { id: batchId }, select: { cursor: true } });
    return batch?.cursor ?? 0;
  });

/**
 * Marks the row behind cursor `at` as one that the database did not let go back, and moves on. Without effect when another
 * worker has moved on since.
 */
export const passOverRow = (
  actor: Can<"job:work">,
  { batchId, at }: { readonly batchId: string; readonly at: number },
  error: unknown,
): Promise<void> =>
  inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status !== "REVERTING" || batch.cursor !== at) return;
    const [next] = await listToUndo(tx, batch, { after: batch.cursor, rowsMax: 1 });
    if (next === undefined) return;
    const trace = traceOf(error);
    // The one guard of the pool that can stand against a row that goes back: our part of a load above the capacity.
    const full = batch.kind === "mentors" && trace.code === "23514";
    await tx.importRow.update({
      where: { id: next.row.id },
      data: { undoState: "ERRORED", undoNote: { code: full ? "CAPACITY_FULL" : trace.code } },
    });
    await moveBatch(tx, batchId, { cursor: next.row.position, erroredRows: { increment: 1 } });
    await audit(tx, actor, batchId, "undo-error", { rowNo: next.row.rowNo, ...trace });
  });

/** All rows are decided: types of rosters, rows that other batches had left to this one, event and audit. */
const endUndo = async (tx: Tx, actor: Staff, batch: ImportBatch): Promise<string> => {
  await settleRosters(tx, actor, batch);
  await reopenSuperseded(tx, batch.id);
  await moveBatch(tx, batch.id, { ...UNLOCKED, status: "REVERTED", revertedAt: new Date() });
  await freePool(tx, batch.id);
  const { kind, year, reversedRows, keptRows, erroredRows } = batch;
  const counts = { reversed: reversedRows, kept: keptRows, errored: erroredRows };
  await audit(tx, actor, batch.id, "undo", { kind, year, ...counts, by: batch.revertedBy });
  const data = { batchId: batch.id, kind, year };
  await appendEvents(tx, actor, [eventOf(newId(), "takhsis.intake.batch.reverted.v1", batch.id, data)]);
  return "REVERTED";
};

const freePool = async (tx: Tx, batchId: string): Promise<void> => {
  await releasePool(tx, { kind: "BATCH", id: batchId });
  await emitProgress(tx, "pool", "freed", { kind: "BATCH", id: batchId });
};

/** Nobody tries any more: the pool is free, the batch stays REVERTING and can go on from its cursor. */
export const giveUpUndo = (actor: Can<"job:work">, batchId: string): Promise<void> =>
  inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status !== "REVERTING") return;
    await moveBatch(tx, batchId, { errorCode: "INTERNAL" });
    await freePool(tx, batchId);
    await audit(tx, actor, batchId, "undo-fail", { reversed: batch.reversedRows, kept: batch.keptRows });
  });
