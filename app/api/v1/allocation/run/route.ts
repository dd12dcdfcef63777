import { startPlan } from "@/lib/allocation/commands";
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
    const { publish, schoolFallback, ...body } = await readBody(request, startRun);
    const input = { ...body, switches: { schoolFallback } };
    return starting(staff, request, { ...input, publish }, async () => {
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
