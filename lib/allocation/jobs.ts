import type { JobContext, JobHandler } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { planRun } from "./planning/commands";
import { type Attempt, buryNext, giveUpPublish, resumePublish, tryChunk } from "./publish/commands";
import { FULL_PACE, nextPace } from "./publish/pace";
import { giveUpRevert, passOverNext, tryRevertChunk } from "./revert/commands";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const plan: JobHandler = async ({ job, actor, waiting, progress }) => {
  const outcome = await planRun(actor, job.subjectId);
  if (outcome.kind === "wait") await waiting(outcome.holder);
  if (outcome.kind === "failed") throw new AppError(outcome.code, outcome.details);
  if (outcome.kind === "planned") await progress(1, 1);
};

type Steps = {
  readonly attempt: (rowsMax: number) => Promise<Attempt>;
  /** Sets the one student aside who keeps the chunk from being written. */
  readonly setAside: (error: unknown) => Promise<void>;
};

/**
 * Chunk after chunk until the run is over. What to do about trouble is `nextPace`'s decision; between chunks the process may
 * be told to stop, and the job goes on elsewhere from the cursor. Source: Design §4.
 */
async function work({ signal, progress }: JobContext, { attempt, setAside }: Steps): Promise<void> {
  let pace = FULL_PACE;
  for (;;) {
    signal.throwIfAborted();
    const tried = await attempt(pace.rows);
    if (tried.fate === "written") {
      const { outcome } = tried;
      if (outcome.over) {
        if (outcome.failure !== null) throw new AppError(outcome.failure.code, outcome.failure.details);
        return;
      }
      await progress(outcome.done, outcome.total);
    } else if (tried.fate === "rows" && pace.rows === 1) {
      await setAside(tried.error);
    }
    const next = nextPace(pace, tried.fate);
    if (next === null) throw tried.fate === "written" ? new AppError("INTERNAL") : tried.error;
    pace = next;
    if (pace.waitMs > 0) await pause(pace.waitMs);
  }
}

const publish: JobHandler = async (context) => {
  const { job, actor } = context;
  try {
    const failure = await resumePublish(actor, job.subjectId);
    if (failure !== null) throw new AppError(failure.code, failure.details);
    await work(context, {
      attempt: (rowsMax) => tryChunk(actor, job.subjectId, rowsMax),
      setAside: (error) => buryNext(actor, job.subjectId, error),
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
    await work(context, {
      attempt: (rowsMax) => tryRevertChunk(actor, { runId: job.subjectId, includeExported, rowsMax }),
      setAside: (error) => passOverNext(actor, job.subjectId, error),
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
