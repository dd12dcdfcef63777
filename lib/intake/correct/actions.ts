"use server";

import { action } from "@/lib/auth/guard";
import { correctStudent, releaseEdit } from "./commands";
import { correctStudentSchema, releaseEditSchema } from "./schema";

export const correctStudentAction = action("student:write", correctStudentSchema, correctStudent);
export const releaseEditAction = action("import:write", releaseEditSchema, releaseEdit);
