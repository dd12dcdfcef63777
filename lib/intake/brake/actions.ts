"use server";

import { action } from "@/lib/auth/guard";
import { chooseSecondPerson } from "./commands";
import { chooseSecondPersonSchema } from "./schema";

export const chooseSecondPersonAction = action(
  "settings:write",
  chooseSecondPersonSchema,
  chooseSecondPerson,
);
