"use server";

import { action } from "@/lib/auth/guard";
import { retryRows } from "./commands";
import { retryRowsSchema } from "./schema";

export const retryRowsAction = action("quarantine:write", retryRowsSchema, retryRows);
