"use server";

import { action } from "@/lib/auth/guard";
import { specialSchoolSchema } from "@/lib/student/school/schema";
import { addSpecialSchool, removeSpecialSchool } from "./commands";

export const addSpecialSchoolAction = action("settings:write", specialSchoolSchema, addSpecialSchool);
export const removeSpecialSchoolAction = action("settings:write", specialSchoolSchema, removeSpecialSchool);
