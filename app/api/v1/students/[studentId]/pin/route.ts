import { pinStudent } from "@/lib/allocation/manual/commands";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readBody, uuidOf } from "../../../answer";
import { pin } from "../../../contract/manual";

/** Keeps a placement where it is. Again changes nothing. */
export const POST = guarded(
  "assign:write",
  limited(async (staff, request, params) => {
    const studentId = uuidOf(params["studentId"]);
    return json(must(await pinStudent(staff, { ...(await readBody(request, pin)), studentId })));
  }),
);
