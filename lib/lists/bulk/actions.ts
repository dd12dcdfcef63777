"use server";

import { action } from "@/lib/auth/guard";
import { acceptMentors, holdChosen } from "./commands";
import { acceptMentorsSchema, holdStudentsSchema } from "./schema";

export const acceptMentorsAction = action("mentor:write", acceptMentorsSchema, acceptMentors);
export const holdChosenAction = action("student:write", holdStudentsSchema, holdChosen);
