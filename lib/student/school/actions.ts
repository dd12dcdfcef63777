"use server";

import { action } from "@/lib/auth/guard";
import { addSchool, changeSchool } from "./commands";
import { findSchools } from "./queries";
import { findSchoolsSchema, schoolSchema } from "./schema";

export const findSchoolsAction = action("student:read", findSchoolsSchema, findSchools);
export const addSchoolAction = action("settings:write", schoolSchema, addSchool);
export const changeSchoolAction = action("settings:write", schoolSchema, changeSchool);
