import { getFairness } from "@/lib/allocation/fairness/queries";
import { guarded } from "@/lib/auth/guard";
import { found, json, limited } from "../../../answer";

/** How evenly a run uses the mentors of its pool. */
export const GET = guarded(
  "run:read",
  limited(async (staff, _request, { runId = "" }) => {
    const { managerNames: _names, ...fairness } = found(await getFairness(staff, runId));
    return json(fairness);
  }),
);
