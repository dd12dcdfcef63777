import { guarded } from "@/lib/auth/guard";
import { rejectRows } from "@/lib/intake/reject/commands";
import { json, limited, must, readBody } from "../../answer";
import * as contract from "../../contract/together";

/** Leaves several rows out for good, for one reason. */
export const POST = guarded(
  "quarantine:write",
  limited(async (staff, request) =>
    json(must(await rejectRows(staff, await readBody(request, contract.rejectRows)))),
  ),
);
