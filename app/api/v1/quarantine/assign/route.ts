import { guarded } from "@/lib/auth/guard";
import { assignRows } from "@/lib/intake/queue/commands";
import { assignRowsSchema } from "@/lib/intake/queue/schema";
import { checked, json, limited, must, readBody } from "../../answer";
import * as contract from "../../contract/quarantine";

/** Lets a person, or nobody, answer for rows. Saying it twice is saying it once. */
export const POST = guarded(
  "quarantine:write",
  limited(async (staff, request) => {
    const body = checked(assignRowsSchema, await readBody(request, contract.assign));
    return json(must(await assignRows(staff, body)));
  }),
);
