import { unassignStudent } from "@/lib/allocation/manual/commands";
import { unassignSchema } from "@/lib/allocation/manual/schema";
import { guarded } from "@/lib/auth/guard";
import { checked, limited, must, readBody, starting, uuidOf } from "../../../answer";
import { unassign } from "../../../contract/manual";

/** Ends a student's placement by hand; once per Idempotency-Key. */
export const POST = guarded(
  "assign:write",
  limited(async (staff, request, params) => {
    const studentId = uuidOf(params["studentId"]);
    const asked = checked(unassignSchema, { ...(await readBody(request, unassign)), studentId });
    return starting(staff, request, asked, async () => ({
      status: 200,
      body: must(await unassignStudent(staff, asked)),
    }));
  }),
);
