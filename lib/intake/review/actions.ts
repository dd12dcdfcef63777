"use server";

import { action } from "@/lib/auth/guard";
import { readRowWindow } from "./queries";
import { rowWindowSchema } from "./schema";

export const readRowWindowAction = action("quarantine:write", rowWindowSchema, readRowWindow);
