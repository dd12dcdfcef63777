import { assignStudent } from "@/lib/allocation/manual/commands";
import { assignSchema } from "@/lib/allocation/manual/schema";
import { guarded } from "@/lib/auth/guard";
import { checked, limited, must, readBody, starting, uuidOf } from "../../../answer";
import { assignment } from "../../../contract/manual";

/** Places a student by hand, or moves them; once per Idempotency-Key. */
export const POST = guarded(
  "assign:write",
  limited(async (staff, request, params) => {
    const studentId = uuidOf(params["studentId"]);
    const asked = checked(assignSchema, { ...(await readBody(request, assignment)), studentId });
    return starting(staff, request, asked, async () => ({
      status: 200,
      body: must(await assignStudent(staff, asked)),
    }));
  }),
);
