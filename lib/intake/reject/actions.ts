"use server";

import { action } from "@/lib/auth/guard";
import { rejectRows } from "./commands";
import { rejectRowsSchema } from "./schema";

export const rejectRowsAction = action("quarantine:write", rejectRowsSchema, rejectRows);
