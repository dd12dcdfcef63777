import { runJobHere } from "@/lib/jobs/queue";
import { runDueJobs } from "@/lib/jobs/worker";
import type { JobId } from "@/lib/shared/ids";
import { handlers } from "./handlers";

/**
 * Does a job here and now, whether a worker is up or not. While somebody else has the pool it waits, and does what a killed
 * process left behind: otherwise it might wait for nobody. Throws the job's refusal.
 */
export const doJob = (id: JobId): Promise<void> => runJobHere(handlers, id, () => runDueJobs(handlers));
