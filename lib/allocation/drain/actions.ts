"use server";

import { action } from "@/lib/auth/guard";
import { startDrain } from "./commands";
import { startDrainSchema } from "./schema";

export const startDrainAction = action("alloc:run", startDrainSchema, startDrain);
