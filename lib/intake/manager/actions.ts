"use server";

import { action } from "@/lib/auth/guard";
import { changeManagerSchema } from "@/lib/mentor/manager/schema";
import { changeManager } from "./commands";

export const changeManagerAction = action("mentor:write", changeManagerSchema, changeManager);
