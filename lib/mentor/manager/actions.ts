"use server";

import { action } from "../../auth/guard";
import { createManager } from "./commands";
import { createManagerSchema } from "./schema";

export const createManagerAction = action("mentor:write", createManagerSchema, createManager);
