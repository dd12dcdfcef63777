"use server";

import { action } from "../../auth/guard";
import { findStudents } from "./queries";
import { findStudentsSchema } from "./schema";

export const findStudentsAction = action("student:read", findStudentsSchema, findStudents);
