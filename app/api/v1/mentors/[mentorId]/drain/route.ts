import { settingsOfRun } from "@/lib/allocation/defaults/queries";
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
    const asked = {
      ...(await readBody(request, contract.startDrain)),
      mentorId: mentorIdOf(params["mentorId"]),
    };
    return starting(staff, request, asked, async () => {
      const { policy, schoolFallback, ...body } = asked;
      const settings = await settingsOfRun(staff, { policy, schoolFallback });
      const { jobId, runId } = must(await startDrain(staff, { ...body, ...settings }));
      return accepted({ jobId, runId, statusUrl: statusUrl(jobId) }, statusUrl(jobId));
    });
  }),
);
