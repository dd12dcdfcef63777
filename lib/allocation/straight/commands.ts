import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { enqueue } from "@/lib/jobs/queue";
import type { JobId, RunId } from "@/lib/shared/ids";
import { ok } from "@/lib/shared/result";
import { startPlan } from "../commands";
import type { StartRun } from "../schema";

/**
 * Starts a run that is published as soon as its plan stands: the job to watch is the one that publishes. Jobs of one run are
 * serial, so it follows the plan. Refuses like `startPlan`; the job is refused like `startPublish`. Source: Contracts §8.
 */
export const startAllocation = async (staff: Can<"alloc:run"> & Can<"alloc:publish">, input: StartRun) => {
  const planned = await startPlan(staff, input);
  if (!planned.ok) return planned;
  const { runId } = planned.value;
  const jobId = await inTx((tx) =>
    enqueue(tx, staff, { kind: "allocate-run", subject: "run", subjectId: runId }),
  );
  return ok<{ runId: RunId; jobId: JobId; number: number }>({ ...planned.value, jobId });
};
