"use server";

import { action } from "../../auth/guard";
import { createManager } from "./commands";
import { createManagerSchema, newManagerSchema } from "./schema";

export const createManagerAction = action("mentor:write", createManagerSchema, createManager);
export const addManagerAction = action("mentor:write", newManagerSchema, createManager);
