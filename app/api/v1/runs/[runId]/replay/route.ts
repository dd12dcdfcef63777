import { replayRun } from "@/lib/allocation/queries";
import { guarded } from "@/lib/auth/guard";
import { found, json, limited, uuidOf } from "../../../answer";

/** Decides a stored run again; writes nothing. */
export const GET = guarded(
  "run:read",
  limited(async (staff, _request, params) => json(found(await replayRun(staff, uuidOf(params["runId"]))))),
);
