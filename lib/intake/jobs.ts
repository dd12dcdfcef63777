import type { JobHandler } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { applyChunk, failApply, readApplyLists, takePool } from "./apply/commands";
import { applyWhole } from "./apply/whole/commands";
import { failCheck } from "./check/close/commands";
import { validateBatch } from "./check/commands";
import { mappingSchema } from "./schema";
import { undoBatch } from "./undo/jobs";

const validate: JobHandler = async (context) => {
  const { job, actor, signal, progress } = context;
  const chosen = mappingSchema.optional().parse(job.payload["mapping"]);
  try {
    await validateBatch(actor, { batchId: job.subjectId, chosen, signal, progress });
  } catch (error) {
    if (!(error instanceof AppError) && context.isFinal(error)) await failCheck(actor, job.subjectId);
    throw error;
  }
};

const apply: JobHandler = async (context) => {
  const { job, actor, signal, progress, waiting } = context;
  try {
    const busy = await takePool(actor, job.subjectId);
    if (busy !== null) await waiting(`${busy.holderKind}:${busy.holderId}`);
    const lists = await readApplyLists(actor, job.subjectId);
    if (lists.mode === "ALL") return await applyWhole(actor, job.subjectId, { lists, signal, progress });
    for (;;) {
      signal.throwIfAborted();
      const outcome = await applyChunk(actor, job.subjectId, lists);
      if (outcome.over) return;
      await progress(outcome.done, outcome.total);
    }
  } catch (error) {
    if (context.isFinal(error)) await failApply(actor, job.subjectId);
    throw error;
  }
};

/** Background work on batches; each handler may be run twice. Source: Design §6. */
export const intakeJobs = {
  "validate-batch": validate,
  "apply-batch": apply,
  "undo-batch": undoBatch,
} as const satisfies Record<string, JobHandler>;
