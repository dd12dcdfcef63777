"use server";

import { action } from "@/lib/auth/guard";
import { undoEdit } from "./commands";
import { undoEditSchema } from "./schema";

export const undoEditAction = action("quarantine:write", undoEditSchema, undoEdit);
