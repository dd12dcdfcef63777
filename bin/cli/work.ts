import { startPublish } from "@/lib/allocation/commands";
import { findRun } from "@/lib/allocation/queries";
import type { Can, Permission } from "@/lib/auth/permissions";
import { readAbandonment } from "@/lib/jobs/queries";
import { runJobHere, takeOverDueJobs } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import type { Result } from "@/lib/shared/result";
import { handlers } from "./handlers";
import { must } from "./values";

/**
 * Does a job here and now, whether a worker is up or not. While somebody else has the pool it waits, and does what a killed
 * process left behind: otherwise it might wait for nobody. Throws the job's refusal.
 */
export const doJob = (id: JobId): Promise<void> => runJobHere(handlers, id, () => takeOverDueJobs(handlers));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Whose work was left behind and is finished now. */
type TakenOver = { kind: string; id: string };

/**
 * Asks once more after `RUN_ACTIVE` if whoever has the pool was killed: its work is then finished here first, as soon as
 * the queue gives it away, and `onTakenOver` is told. A holder that is alive is refused at once.
 */
export const patiently = async <T, R extends string>(
  ask: () => Promise<Result<T, R>>,
  onTakenOver: (holder: TakenOver) => void = () => undefined,
): Promise<Result<T, R>> => {
  const first = await ask();
  if (first.ok || first.reason !== "RUN_ACTIVE") return first;
  const holder = { kind: String(first.details?.["holderKind"]), id: String(first.details?.["holderId"]) };
  const left = await readAbandonment(holder.id);
  if (left === null) return first;
  await pause(left.dueInMs + 200);
  await takeOverDueJobs(handlers);
  onTakenOver(holder);
  return await ask();
};

/** Publishes a run to its end, from wherever it stands; throws its refusal, `RUN_STATE` when somebody stopped it on the way. */
export const doPublish = async (staff: Can<Permission>, runId: string): Promise<void> => {
  await doJob(must(await patiently(() => startPublish(staff, { runId }))).jobId);
  const run = await findRun(staff, runId);
  if (run?.state !== "PUBLISHED") throw new AppError("RUN_STATE", { runId, state: run?.state });
};
