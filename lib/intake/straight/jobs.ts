import { z } from "zod";
import type { JobContext, JobHandler } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { startApply } from "../batch/commands";
import { intakeJobs } from "../jobs";
import { getBatchSheet } from "../review/queries";
import { APPLY_MODES } from "../schema";

const modeSchema = z.enum(APPLY_MODES).default("VALID");

const applyWhenChecked = async (context: JobContext): Promise<void> => {
  const { job, actor, waiting } = context;
  const batch = await getBatchSheet(actor, job.subjectId);
  if (batch === null) throw new AppError("NOT_FOUND");
  if (batch.status === "DRAFT" || batch.status === "VALIDATING") await waiting(`BATCH:${batch.id}`);
  if (batch.status === "READY" || batch.status === "NEEDS_REVIEW") {
    const mode = modeSchema.parse(job.payload["mode"]);
    const started = await startApply(actor, { batchId: batch.id, mode, skipQuarantined: mode === "VALID" });
    if (!started.ok) throw new AppError(started.reason, started.details ?? {});
    return await intakeJobs["apply-batch"](context);
  }
  if (batch.status === "APPLYING") return await intakeJobs["apply-batch"](context);
  if (batch.status === "FAILED")
    throw new AppError(
      (batch.errorCode ?? "BATCH_LOCKED") as ErrorCode,
      (batch.errorDetails ?? {}) as object as Record<string, unknown>,
    );
  if (batch.status !== "APPLIED" && batch.status !== "APPLIED_WITH_REJECTS")
    throw new AppError("BATCH_LOCKED", { state: batch.status });
};

/**
 * Applies a batch after its check, in the same job, so that whoever started both has one job to watch. The
 * apply job that `startApply` queues comes after it and finds nothing left to do; if this one is killed, it goes on.
 */
export const straightImportJobs = { "import-batch": applyWhenChecked } as const satisfies Record<
  string,
  JobHandler
>;
