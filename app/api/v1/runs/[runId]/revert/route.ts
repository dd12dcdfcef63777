import { startRevert } from "@/lib/allocation/commands";
import { guarded } from "@/lib/auth/guard";
import { statusUrl } from "../../../allocation/status-url";
import { accepted, limited, must, readBody, starting, uuidOf } from "../../../answer";
import { revertRun } from "../../../contract/runs";

/** Takes a published run back; what was exported goes only with `includeExported`. */
export const POST = guarded(
  "alloc:revert",
  limited(async (staff, request, params) => {
    const ref = { runId: uuidOf(params["runId"]), ...(await readBody(request, revertRun)) };
    return starting(staff, request, ref, async () => {
      const { jobId, runId } = must(await startRevert(staff, ref));
      return accepted({ jobId, runId, statusUrl: statusUrl(jobId) }, statusUrl(jobId));
    });
  }),
);
