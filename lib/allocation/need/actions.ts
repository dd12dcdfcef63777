"use server";

import { action } from "@/lib/auth/guard";
import { planWaiting } from "./commands";
import { waitingFilterSchema } from "./schema";

export const planWaitingAction = action("alloc:run", waitingFilterSchema, planWaiting);
