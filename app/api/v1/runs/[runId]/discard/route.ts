import { discardRun } from "@/lib/allocation/commands";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readBody, uuidOf } from "../../../answer";
import { runRef } from "../../../contract/runs";

/** Throws away a plan that was not published. */
export const POST = guarded(
  "alloc:run",
  limited(async (staff, request, params) => {
    const ref = { runId: uuidOf(params["runId"]), ...(await readBody(request, runRef)) };
    return json({ ...must(await discardRun(staff, ref)), state: "DISCARDED" });
  }),
);
