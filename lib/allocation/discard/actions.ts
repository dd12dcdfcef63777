"use server";

import { action } from "@/lib/auth/guard";
import { discardRuns } from "./commands";
import { discardRunsSchema } from "./schema";

export const discardRunsAction = action("alloc:run", discardRunsSchema, discardRuns);
