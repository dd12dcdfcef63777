"use server";

import { action } from "@/lib/auth/guard";
import { changeMentor, previewMentor } from "./commands";
import { createMentor } from "./create/commands";
import { changeMentorSchema, createMentorSchema } from "./schema";

export const changeMentorAction = action("mentor:write", changeMentorSchema, changeMentor);
export const previewMentorAction = action("mentor:write", changeMentorSchema, previewMentor);
export const createMentorAction = action("mentor:write", createMentorSchema, createMentor);
