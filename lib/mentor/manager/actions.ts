"use server";

import { action } from "../../auth/guard";
import { createManager } from "./commands";
import { newManagerSchema } from "./schema";

export const addManagerAction = action("mentor:write", newManagerSchema, createManager);
