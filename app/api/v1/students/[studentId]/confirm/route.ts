import { confirmStudent } from "@/lib/allocation/placement/confirm/commands";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readBody, uuidOf } from "../../../answer";
import { confirmPlacement } from "../../../contract/standing";

/** Confirms a placement under review as it is. */
export const POST = guarded(
  "assign:write",
  limited(async (staff, request, params) => {
    const studentId = uuidOf(params["studentId"]);
    return json(
      must(await confirmStudent(staff, { ...(await readBody(request, confirmPlacement)), studentId })),
    );
  }),
);
