import { explainMentorOfRun } from "@/lib/allocation/story/queries";
import { guarded } from "@/lib/auth/guard";
import { found, json, limited, readQuery } from "../../../answer";
import { explainQuery } from "../../../contract/explanation";

/** Why a mentor got few students of a run or nobody. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request, params) => {
    const { run } = readQuery(request, explainQuery);
    return json(found(await explainMentorOfRun(staff, { mentorId: Number(params.mentorId), runId: run })));
  }),
);
