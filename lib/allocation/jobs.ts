import { env } from "@/lib/env";
import type { JobHandler } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { planRun } from "./planning/commands";
import { buryNext, giveUpPublish, readCursor, resumePublish, tryChunk } from "./publish/commands";
import { workInChunks } from "./publish/jobs";
import { giveUpRevert, passOverNext, tryRevertChunk } from "./revert/commands";

const plan: JobHandler = async ({ job, actor, waiting, progress }) => {
  const outcome = await planRun(actor, job.subjectId);
  if (outcome.kind === "wait") await waiting(outcome.holder);
  if (outcome.kind === "failed") throw new AppError(outcome.code, outcome.details);
  if (outcome.kind === "planned") await progress(1, 1);
};

const publish: JobHandler = async (context) => {
  const { job, actor } = context;
  try {
    const failure = await resumePublish(actor, job.subjectId);
    if (failure !== null) throw new AppError(failure.code, failure.details);
    await workInChunks(context, {
      rowsMax: env.PUBLISH_CHUNK_ROWS,
      attempt: (rowsMax) => tryChunk(actor, job.subjectId, rowsMax),
      cursor: () => readCursor(actor, job.subjectId),
      setAside: (at, error) => buryNext(actor, { runId: job.subjectId, at }, error),
    });
  } catch (error) {
    // Nobody will try again: the run says so and gives the pool back. What is published stays; it can be resumed.
    if (context.isFinal(error)) await giveUpPublish(actor, job.subjectId);
    throw error;
  }
};

const revert: JobHandler = async (context) => {
  const { job, actor } = context;
  const includeExported = job.payload["includeExported"] === true;
  try {
    await workInChunks(context, {
      attempt: (rowsMax) => tryRevertChunk(actor, { runId: job.subjectId, includeExported, rowsMax }),
      cursor: () => readCursor(actor, job.subjectId),
      setAside: (at, error) => passOverNext(actor, { runId: job.subjectId, at }, error),
    });
  } catch (error) {
    if (context.isFinal(error)) await giveUpRevert(actor, job.subjectId);
    throw error;
  }
};

/** Background work on runs; each handler may be run twice. Source: Design §6. */
export const allocationJobs = {
  "plan-run": plan,
  "publish-run": publish,
  "revert-run": revert,
} as const satisfies Record<string, JobHandler>;
