import { cancelRun } from "@/lib/allocation/commands";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, uuidOf } from "../../../answer";

/** Asks a publishing run to stop at the end of its chunk. Asking twice is asking once. */
export const POST = guarded(
  "alloc:publish",
  limited(async (staff, _request, params) =>
    json(must(await cancelRun(staff, { runId: uuidOf(params["runId"]) }))),
  ),
);
