import { guarded } from "@/lib/auth/guard";
import { correctStudent } from "@/lib/intake/correct/commands";
import { correctStudentSchema } from "@/lib/intake/correct/schema";
import { checked, json, limited, must, readBody, uuidOf } from "../../answer";
import * as contract from "../../contract/by-hand";

/** Corrects a student as a form of the console does. */
export const POST = guarded(
  "student:write",
  limited(async (staff, request, params) => {
    const studentId = uuidOf(params["studentId"]);
    const sent = await readBody(request, contract.correctStudent);
    return json(must(await correctStudent(staff, checked(correctStudentSchema, { ...sent, studentId }))));
  }),
);
