import { startPublish } from "@/lib/allocation/commands";
import { guarded } from "@/lib/auth/guard";
import { statusUrl } from "../../../allocation/status-url";
import { accepted, limited, must, readBody, starting, uuidOf } from "../../../answer";
import { runRef } from "../../../contract/runs";

/** Publishes a plan, or goes on with a run that was cancelled or failed. */
export const POST = guarded(
  "alloc:publish",
  limited(async (staff, request, params) => {
    const ref = { runId: uuidOf(params["runId"]), ...(await readBody(request, runRef)) };
    return starting(staff, request, ref, async () => {
      const { jobId, runId } = must(await startPublish(staff, ref));
      return accepted({ jobId, runId, statusUrl: statusUrl(jobId) }, statusUrl(jobId));
    });
  }),
);
