"use server";

import { action } from "@/lib/auth/guard";
import { chooseRunDefaults } from "./commands";
import { runDefaultsSchema } from "./schema";

export const chooseRunDefaultsAction = action("settings:write", runDefaultsSchema, chooseRunDefaults);
