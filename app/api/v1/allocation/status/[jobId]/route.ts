import { getRunSheet } from "@/lib/allocation/ledger/queries";
import { guarded } from "@/lib/auth/guard";
import { getJob } from "@/lib/jobs/queries";
import { found, json, limited } from "../../../answer";

/** How a job of a run goes, with the counts of the run. Source: Contracts §8. */
export const GET = guarded(
  "run:read",
  limited(async (staff, _request, { jobId = "" }) => {
    const job = found(await getJob(staff, jobId));
    const run = found(job.subject === "run" ? await getRunSheet(staff, job.subjectId) : null);
    const isPlanned = run.planHash !== null;
    return json({
      jobId: job.id,
      kind: job.kind,
      state: job.state,
      done: job.done,
      total: job.total,
      runId: run.id,
      runState: run.state,
      placed: isPlanned ? run.placed : null,
      needsNewMentor: isPlanned ? run.needsNewMentor : null,
      waitingFor: job.waitingFor,
      ...(job.errorCode ? { error: { code: job.errorCode, details: job.errorDetails ?? {} } } : {}),
    });
  }),
);
