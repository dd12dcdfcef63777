import type { JobContext, JobHandler } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { startPublish } from "../commands";
import { allocationJobs } from "../jobs";
import { findRun } from "../queries";

const publishWhenPlanned = async (context: JobContext): Promise<void> => {
  const { job, actor, waiting } = context;
  const run = await findRun(actor, job.subjectId);
  if (run === null) throw new AppError("NOT_FOUND");
  if (run.state === "PLANNING") await waiting(`RUN:${run.id}`);
  if (run.state === "PLANNED") {
    const started = await startPublish(actor, { runId: run.id });
    if (!started.ok && started.reason === "RUN_ACTIVE")
      await waiting(`${started.details?.["holderKind"]}:${started.details?.["holderId"]}`);
    if (!started.ok) throw new AppError(started.reason, started.details ?? {});
    return await allocationJobs["publish-run"](context);
  }
  if (run.state === "PUBLISHING") return await allocationJobs["publish-run"](context);
  if (run.state === "FAILED")
    throw new AppError(
      (run.errorCode ?? "RUN_STATE") as ErrorCode,
      (run.errorDetails ?? {}) as object as Record<string, unknown>,
    );
  if (run.state !== "PUBLISHED") throw new AppError("RUN_STATE", { state: run.state });
};

/**
 * Publishes a run whose plan stands, in the same job, so that whoever started both has one job to watch. The publish job that
 * `startPublish` queues comes after it and finds nothing left to do; if this one is killed, it goes on.
 */
export const straightJobs = { "allocate-run": publishWhenPlanned } as const satisfies Record<
  string,
  JobHandler
>;
