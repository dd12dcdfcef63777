import { startPlan } from "@/lib/allocation/commands";
import { settingsOfRun } from "@/lib/allocation/defaults/queries";
import { startAllocation } from "@/lib/allocation/straight/commands";
import { guarded } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { AppError } from "@/lib/shared/errors";
import { accepted, limited, must, readBody, starting } from "../../answer";
import { startRun } from "../../contract/runs";
import { statusUrl } from "../status-url";

/** Starts a run; with `publish` it is published as soon as its plan stands. Source: Contracts §8. */
export const POST = guarded(
  "alloc:run",
  limited(async (staff, request) => {
    const asked = await readBody(request, startRun);
    // The key stands for what was asked: the settings may propose something else by the time it is asked again.
    return starting(staff, request, asked, async () => {
      const { publish, policy, schoolFallback, ...body } = asked;
      const input = { ...body, ...(await settingsOfRun(staff, { policy, schoolFallback })) };
      if (publish && !holds(staff, "alloc:publish"))
        throw new AppError("FORBIDDEN", { permission: "alloc:publish" });
      const begun =
        publish && holds(staff, "alloc:publish")
          ? await startAllocation(staff, input)
          : await startPlan(staff, input);
      const { jobId, runId } = must(begun);
      return accepted({ jobId, runId, statusUrl: statusUrl(jobId) }, statusUrl(jobId));
    });
  }),
);
