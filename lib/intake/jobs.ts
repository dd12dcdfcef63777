import { db } from "@/lib/db/client";
import { isConnectionLoss } from "@/lib/db/tx";
import type { JobContext, JobHandler } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { applyChunk, failApply, readApplyLists, takePool } from "./apply/commands";
import { failCheck, validateBatch } from "./check/commands";
import { mappingSchema } from "./schema";

/** Attempts after which the queue gives up a job; the batch must not stay locked then. */
const ATTEMPTS_MAX = 5;

const isLastAttempt = async ({ job }: JobContext): Promise<boolean> => {
  const row = await db().job.findUnique({ where: { id: job.id }, select: { attempts: true } });
  return (row?.attempts ?? ATTEMPTS_MAX) >= ATTEMPTS_MAX;
};

/** Whether trying again makes no sense; a lost connection, a handed-back or stopped job is tried again. */
const isFinal = async (context: JobContext, error: unknown): Promise<boolean> =>
  error instanceof Error &&
  !context.signal.aborted &&
  !isConnectionLoss(error) &&
  (await isLastAttempt(context));

const validate: JobHandler = async (context) => {
  const { job, actor, signal, progress } = context;
  const chosen = mappingSchema.optional().parse(job.payload["mapping"]);
  try {
    await validateBatch(actor, { batchId: job.subjectId, chosen, signal, progress });
  } catch (error) {
    if (!(error instanceof AppError) && (await isFinal(context, error)))
      await failCheck(actor, job.subjectId);
    throw error;
  }
};

const apply: JobHandler = async (context) => {
  const { job, actor, signal, progress, waiting } = context;
  const busy = await takePool(actor, job.subjectId);
  if (busy !== null) await waiting(`${busy.holderKind}:${busy.holderId}`);
  const lists = await readApplyLists(actor, job.subjectId);
  try {
    for (;;) {
      signal.throwIfAborted();
      const outcome = await applyChunk(actor, job.subjectId, lists);
      if (outcome.over) return;
      await progress(outcome.done, outcome.total);
    }
  } catch (error) {
    if (await isFinal(context, error)) await failApply(actor, job.subjectId);
    throw error;
  }
};

/** Background work on batches; each handler may be run twice. Source: Design §6. */
export const intakeJobs = {
  "validate-batch": validate,
  "apply-batch": apply,
} as const satisfies Record<string, JobHandler>;
