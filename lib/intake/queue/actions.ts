"use server";

import { action } from "@/lib/auth/guard";
import { assignRows } from "./commands";
import { assignRowsSchema } from "./schema";

export const assignRowsAction = action("quarantine:write", assignRowsSchema, assignRows);
