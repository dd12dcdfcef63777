import { guarded } from "@/lib/auth/guard";
import { createStudent } from "@/lib/intake/correct/create/commands";
import { createStudentSchema } from "@/lib/intake/correct/schema";
import { checked, limited, must, readBody, starting } from "../answer";
import * as contract from "../contract/by-hand";

/** Creates one student; once per Idempotency-Key. */
export const POST = guarded(
  "student:write",
  limited(async (staff, request) => {
    const asked = checked(createStudentSchema, await readBody(request, contract.createStudent));
    return starting(staff, request, asked, async () => ({
      status: 200,
      body: must(await createStudent(staff, asked)),
    }));
  }),
);
