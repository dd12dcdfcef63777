import { guarded } from "@/lib/auth/guard";
import { changeMentor } from "@/lib/intake/mentor/commands";
import { changeMentorSchema } from "@/lib/intake/mentor/schema";
import { checked, json, limited, must, readBody } from "../../answer";
import * as contract from "../../contract/by-hand";
import { mentorIdOf, toFields } from "../mentor-input";

/** Changes a mentor as a form of the console does. */
export const POST = guarded(
  "mentor:write",
  limited(async (staff, request, params) => {
    const mentorId = mentorIdOf(params["mentorId"]);
    const fields = toFields(await readBody(request, contract.changeMentor));
    return json(must(await changeMentor(staff, checked(changeMentorSchema, { ...fields, mentorId }))));
  }),
);
