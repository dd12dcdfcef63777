import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import type { ErrorCode } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { startValidate } from "../batch/commands";
import { holdBatch } from "../batch/sql";
import type { ChooseLayout } from "../schema";

/**
 * Keeps where the headings of a file are (sheet by name, row by Excel's number; null = to be found). It counts from the next
 * check on. Refuses `BATCH_LOCKED`, and `NOT_FOUND` for a file of another batch.
 */
export const keepLayout = (
  actor: Can<"import:write">,
  { batchId, fileId, sheet, headerRow }: ChooseLayout,
): Promise<Result<null, ErrorCode>> =>
  inTx(async (tx): Promise<Result<null, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId, step: "check" });
    if (!held.ok) return held;
    const where = { id: fileId, batchId, status: { not: "REMOVED" } };
    const { count } = await tx.importFile.updateMany({ where, data: { choice: { sheet, headerRow } } });
    return count === 0 ? refuse("NOT_FOUND") : { ok: true, value: null };
  });

/** Says where the headings of a file are, and checks the batch again. Refuses like `keepLayout` and `startValidate`. */
export const chooseLayout = async (
  actor: Can<"import:write">,
  choice: ChooseLayout,
): Promise<Result<{ jobId: JobId }, ErrorCode>> => {
  const kept = await keepLayout(actor, choice);
  return kept.ok ? await startValidate(actor, { batchId: choice.batchId }) : kept;
};
