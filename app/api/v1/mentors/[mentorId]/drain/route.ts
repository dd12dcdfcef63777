import { startDrain } from "@/lib/allocation/drain/commands";
import { guarded } from "@/lib/auth/guard";
import { statusUrl } from "../../../allocation/status-url";
import { accepted, limited, must, readBody, starting } from "../../../answer";
import * as contract from "../../../contract/runs";
import { mentorIdOf } from "../../mentor-input";

/** Starts a drain: the plan of where a mentor's students go. */
export const POST = guarded(
  "alloc:run",
  limited(async (staff, request, params) => {
    const { schoolFallback, ...body } = await readBody(request, contract.startDrain);
    const input = { ...body, mentorId: mentorIdOf(params["mentorId"]), switches: { schoolFallback } };
    return starting(staff, request, input, async () => {
      const { jobId, runId } = must(await startDrain(staff, input));
      return accepted({ jobId, runId, statusUrl: statusUrl(jobId) }, statusUrl(jobId));
    });
  }),
);
