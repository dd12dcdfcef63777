import { recordAudit } from "@/lib/auth/audit";
import { type Can, seesCenters } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { lockBatch } from "../../batch/sql";
import { type EditedRow, holdRow, judgeHeld, refuseBusy } from "../commands";
import type { UndoEdit } from "./schema";
import { findLastStep, forgetStep } from "./sql";

/** The row whose correction was taken back, and the fields that read again as before. */
export type UndoneEdit = EditedRow & {
  readonly rowId: string;
  readonly position: number;
  readonly rowNo: number;
  readonly fields: readonly string[];
};

/**
 * Takes the actor's own last correction of a row of the batch back: its cells read as before, through the same check; asked
 * again it takes back the one before, also after the page was closed or the batch checked anew. Null = nothing to take back.
 * Refuses `STALE_VERSION` when somebody has changed these cells since, `BATCH_LOCKED` (also for a row that was applied by its
 * correction), `RUN_ACTIVE`, `CENTER_OUT_OF_SCOPE`, and `NOT_FOUND`.
 */
export const undoEdit = (
  actor: Can<"quarantine:write">,
  { batchId }: UndoEdit,
): Promise<Result<UndoneEdit | null, ErrorCode>> =>
  inTx(async (tx): Promise<Result<UndoneEdit | null, ErrorCode>> => {
    const found = await lockBatch(tx, batchId);
    if (found === null || !seesCenters(actor, found.centers)) return refuse("NOT_FOUND");
    const step = await findLastStep(tx, { batchId, editedBy: actor.id });
    if (step === null) return ok(null);
    const held = await holdRow(tx, actor, { rowId: String(step.rowId) });
    if (!held.ok) return held;
    const { batch, row } = held.value;
    const now = row.raw as Record<string, string>;
    if (Object.entries(step.after).some(([field, text]) => now[field] !== text))
      return refuse("STALE_VERSION", { version: row.version });
    const busy = await refuseBusy(tx, batch);
    if (busy !== null) return busy;
    const entries = Object.entries({ ...now, ...step.before }).filter(([, text]) => text !== null);
    await forgetStep(tx, batch.id, step);
    const raw = Object.fromEntries(entries) as Record<string, string>;
    await tx.importRow.update({ where: { id: row.id }, data: { raw, version: { increment: 1 } } });
    const judged = await judgeHeld(tx, actor, { batch, row });
    const fields = Object.keys(step.after);
    await recordAudit(tx, actor, {
      action: "intake.row.undo-edit",
      resourceType: "batch",
      resourceId: batch.id,
      centerCode: row.centerCode,
      diff: { rowNo: row.rowNo, fields },
    });
    return ok({ ...judged, rowId: String(row.id), position: row.position, rowNo: row.rowNo, fields });
  });
