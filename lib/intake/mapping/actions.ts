"use server";

import { action } from "@/lib/auth/guard";
import { chooseColumns } from "./commands";
import { chooseColumnsSchema } from "./schema";

export const chooseColumnsAction = action("import:write", chooseColumnsSchema, chooseColumns);
