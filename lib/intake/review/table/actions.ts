"use server";

import { action } from "@/lib/auth/guard";
import { readRowPlaces, readRowWindow } from "./queries";
import { rowPlacesSchema, rowWindowSchema } from "./schema";

export const readRowPlacesAction = action("quarantine:write", rowPlacesSchema, readRowPlaces);
export const readRowWindowAction = action("quarantine:write", rowWindowSchema, readRowWindow);
