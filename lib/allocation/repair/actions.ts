"use server";

import { action } from "@/lib/auth/guard";
import { chooseChains } from "./commands";
import { chooseChainsSchema } from "./schema";

export const chooseChainsAction = action("alloc:run", chooseChainsSchema, chooseChains);
