import type { ImportBatch, Prisma } from "@db";
import { ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import type { Reader, Tx } from "@/lib/db/tx";
import { emitProgress } from "@/lib/jobs/progress";
import { isUuid } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { allows, type BatchStep } from "./state";

/** The batch under its row lock, or null. Every change of a batch begins here. */
export const lockBatch = async (tx: Tx, batchId: string): Promise<ImportBatch | null> => {
  await tx.$queryRaw`SELECT 1 FROM import_batches WHERE id = ${batchId}::uuid FOR UPDATE`;
  return await tx.importBatch.findUnique({ where: { id: batchId } });
};

/** Who holds a batch, why and since when: the details of `BATCH_LOCKED`. Source: Design §3. */
export const lockDetails = (batch: ImportBatch) => ({
  state: batch.status,
  reason: batch.lockReason ?? batch.status,
  since: (batch.lockedAt ?? batch.appliedAt ?? batch.createdAt).toISOString(),
  by: batch.lockedBy ?? batch.createdByName,
});

type Refusal = "NOT_FOUND" | "CENTER_OUT_OF_SCOPE" | "BATCH_LOCKED";

/**
 * The locked batch if the actor may change it and its state allows the step. Out of sight is `NOT_FOUND`, in sight but of
 * other centres too is `CENTER_OUT_OF_SCOPE`. Source: Contracts §6.
 */
export const holdBatch = async (
  tx: Tx,
  actor: Staff,
  { batchId, step }: { batchId: string; step: BatchStep },
): Promise<Result<ImportBatch, Refusal>> => {
  const batch = isUuid(batchId) ? await lockBatch(tx, batchId) : null;
  if (batch === null || !seesCenters(actor, batch.centers)) return refuse("NOT_FOUND");
  if (!ownsCenters(actor, batch.centers)) return refuse("CENTER_OUT_OF_SCOPE");
  if (!allows(batch.status, step)) return refuse("BATCH_LOCKED", lockDetails(batch));
  return { ok: true, value: batch };
};

/** What a page shows of a batch while it works; sent with every progress event. */
export const progressOf = (batch: ImportBatch) => ({
  state: batch.status,
  rows: batch.rows,
  applied: batch.appliedRows,
  new: batch.newRows,
  changed: batch.changedRows,
  unchanged: batch.unchangedRows,
  quarantined: batch.quarantinedRows,
});

/** Moves a locked batch on and tells its page. The caller has checked that the step is allowed. */
export const moveBatch = async (
  tx: Tx,
  batchId: string,
  data: Prisma.ImportBatchUpdateInput,
): Promise<ImportBatch> => {
  const batch = await tx.importBatch.update({
    where: { id: batchId },
    data: { ...data, version: { increment: 1 } },
  });
  await emitProgress(tx, `batch:${batchId}`, "state", progressOf(batch));
  return batch;
};

/** The lock a running step puts on a batch. */
export const lockedBy = (actor: Staff, reason: string) => ({
  lockReason: reason,
  lockedAt: new Date(),
  lockedBy: actor.name,
});

/** No lock any more. */
export const UNLOCKED = { lockReason: null, lockedAt: null, lockedBy: null, cancelRequested: false } as const;

type Tally = { diff: string; rows: number; repaired: number; open: number };

/** Counts of the rows of a batch as they stand; `open` are quarantined rows nobody has decided about. */
export const countRows = async (reader: Reader, batchId: string) => {
  const tallies = await reader.$queryRaw<Tally[]>`
    SELECT r.diff, count(*)::int AS rows, count(*) FILTER (WHERE r.status = 'QUARANTINED')::int AS open,
      count(*) FILTER (WHERE EXISTS (
        SELECT 1 FROM import_issues i WHERE i.row_id = r.id AND i.severity = 'repair'))::int AS repaired
    FROM import_rows r WHERE r.batch_id = ${batchId}::uuid GROUP BY 1`;
  const of = (diff: string): number => tallies.find((tally) => tally.diff === diff)?.rows ?? 0;
  const sum = (pick: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + pick(tally), 0);
  return {
    counts: {
      rows: sum(({ rows }) => rows),
      newRows: of("NEW"),
      changedRows: of("CHANGED"),
      unchangedRows: of("UNCHANGED"),
      quarantinedRows: of("QUARANTINED"),
      repairedRows: sum(({ repaired }) => repaired),
    },
    open: sum(({ open }) => open),
  };
};

/** Removes the rows of a batch and its counts: it is to be checked again from its files. */
export const clearRows = async (tx: Tx, batchId: string): Promise<void> => {
  await tx.$executeRaw`DELETE FROM import_rows WHERE batch_id = ${batchId}::uuid`;
};
/** The counts of a batch whose rows are gone. */
export const NO_COUNTS = {
  rows: 0,
  newRows: 0,
  changedRows: 0,
  unchangedRows: 0,
  quarantinedRows: 0,
  repairedRows: 0,
  missingRows: 0,
  storedRows: 0,
  appliedRows: 0,
  cursor: 0,
  errorCode: null,
} as const;
