import { discardRuns } from "@/lib/allocation/discard/commands";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readBody } from "../../answer";
import * as contract from "../../contract/together";

/** Throws several plans away. */
export const POST = guarded(
  "alloc:run",
  limited(async (staff, request) =>
    json(must(await discardRuns(staff, await readBody(request, contract.discardRuns)))),
  ),
);
