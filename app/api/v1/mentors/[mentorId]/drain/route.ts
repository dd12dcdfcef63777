import { startDrain } from "@/lib/allocation/drain/commands";
import { guarded } from "@/lib/auth/guard";
import { AppError } from "@/lib/shared/errors";
import { statusUrl } from "../../../allocation/status-url";
import { accepted, limited, must, readBody, starting } from "../../../answer";
import * as contract from "../../../contract/runs";

const mentorIdOf = (text: string | undefined): number => {
  if (text === undefined || !/^[1-9]\d{0,8}$/.test(text)) throw new AppError("NOT_FOUND");
  return Number(text);
};

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
