import type { ImportBatch } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx, type Tx } from "@/lib/db/tx";
import { emitProgress } from "@/lib/jobs/progress";
import { AppError } from "@/lib/shared/errors";
import { countRows, lockBatch, moveBatch, UNLOCKED } from "../../batch/sql";
import type { Kind } from "../../columns";
import { type ApplyLists, applyRows, endApply, freePool, stopApply } from "../commands";
import { listWaiting, noteOutcomes, type RowOutcome } from "../sql";
import { isAskedToStop, oneApplyAtATime } from "./sql";

/** The whole of the largest batch (200,000 rows) is stored in a few minutes. */
const WHOLE_MS = 1_800_000;

/** Thrown so that the transaction is undone: a return would commit what came before it. */
const STOPPED = Symbol("stopped");

export type WholeOptions = {
  readonly lists: ApplyLists;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => Promise<void>;
};

/**
 * Applies all rows of a batch in one transaction, chunk by chunk, or none: nobody sees a part, and a killed process leaves
 * nothing, so that the next one starts over. Rows that have come to contradict what is stored undo it all; they are put
 * into quarantine and the batch goes back to NEEDS_REVIEW with `ALL_OR_NOTHING`, which is thrown. Asked to stop, it stands as
 * before. Safe to repeat and to race. Source: Contracts §5.
 */
export const applyWhole = async (
  actor: Can<"job:work">,
  batchId: string,
  options: WholeOptions,
): Promise<void> => {
  let held: readonly RowOutcome[] = [];
  try {
    await inTx(
      async (tx) => {
        held = await storeAll(tx, actor, batchId, options);
        if (held.length > 0) throw STOPPED;
      },
      { timeoutMs: WHOLE_MS },
    );
  } catch (error) {
    if (error !== STOPPED) throw error;
    await comeBack(actor, batchId, held);
  }
};

/** Stores the rows of a batch and closes it; returns those that contradict, and throws `STOPPED` when asked to stop. */
const storeAll = async (
  tx: Tx,
  actor: Can<"job:work">,
  batchId: string,
  { lists, signal, progress }: WholeOptions,
): Promise<readonly RowOutcome[]> => {
  // Not the batch row, which people must be able to read under a lock and to mark for a stop while this goes on.
  await oneApplyAtATime(tx, batchId);
  const batch = await tx.importBatch.findUnique({ where: { id: batchId } });
  if (batch?.status !== "APPLYING") return [];
  const held: RowOutcome[] = [];
  const total = batch.newRows + batch.changedRows;
  let [cursor, applied] = [0, 0];
  for (;;) {
    signal.throwIfAborted();
    if (await isAskedToStop(tx, batchId)) throw STOPPED;
    const next = { batchId, kind: batch.kind as Kind, after: cursor, rowsMax: lists.rowsMax };
    const rows = await listWaiting(tx, next);
    const last = rows.at(-1);
    if (last === undefined) break;
    const chunk = await applyRows(tx, actor, batch, { rows, lists, scope: batch.scope });
    held.push(...chunk.held);
    cursor = last.position;
    applied += chunk.applied;
    await tell(batch, { done: applied, total }, progress);
  }
  // All that is wrong is named at once, not one row a try.
  if (held.length === 0) await closeWhole(tx, actor, { batchId, cursor, applied });
  return held;
};

type Reached = { readonly batchId: string; readonly cursor: number; readonly applied: number };

const closeWhole = async (tx: Tx, actor: Can<"job:work">, { batchId, cursor, applied }: Reached) => {
  const locked = await lockBatch(tx, batchId);
  if (locked?.status !== "APPLYING" || locked.cancelRequested) throw STOPPED;
  await endApply(tx, actor, await moveBatch(tx, batchId, { cursor, appliedRows: applied }));
};

type Step = { readonly done: number; readonly total: number };

/** Said beside the transaction, not in it: what it says inside, people see when it is over. */
const tell = async (
  { id, status }: ImportBatch,
  { done, total }: Step,
  progress: WholeOptions["progress"],
): Promise<void> => {
  await progress(done, total);
  await inTx((beside) => emitProgress(beside, `batch:${id}`, "storing", { state: status, done, total }));
};

/** After everything is undone: rows that contradict wait in quarantine, or the batch stands as before it was started. */
const comeBack = async (
  actor: Can<"job:work">,
  batchId: string,
  held: readonly RowOutcome[],
): Promise<void> => {
  const refused = await inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status !== "APPLYING") return null;
    if (held.length === 0) {
      await stopApply(tx, actor, batch);
      return null;
    }
    await noteOutcomes(tx, batchId, held);
    const { counts, open } = await countRows(tx, batchId);
    const details = { count: held.length };
    await moveBatch(tx, batchId, {
      ...counts,
      ...UNLOCKED,
      status: open > 0 ? "NEEDS_REVIEW" : "READY",
      errorCode: "ALL_OR_NOTHING",
      errorDetails: details,
    });
    await freePool(tx, batchId);
    const entry = { resourceType: "batch", resourceId: batchId, diff: details };
    await recordAudit(tx, actor, { action: "intake.batch.undo-apply", ...entry });
    return details;
  });
  if (refused !== null) throw new AppError("ALL_OR_NOTHING", refused);
};
