"use server";

import { action } from "@/lib/auth/guard";
import { correctStudent, previewStudent } from "./commands";
import { createStudent } from "./create/commands";
import { releaseEdit } from "./release/commands";
import { correctStudentSchema, createStudentSchema, releaseEditSchema } from "./schema";

export const correctStudentAction = action("student:write", correctStudentSchema, correctStudent);
export const previewStudentAction = action("student:write", correctStudentSchema, previewStudent);
export const createStudentAction = action("student:write", createStudentSchema, createStudent);
export const releaseEditAction = action("import:write", releaseEditSchema, releaseEdit);
