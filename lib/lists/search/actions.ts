"use server";

import { selfAction } from "@/lib/auth/guard";
import { findPlaces } from "./queries";
import { findPlacesSchema } from "./schema";

/** Everyone signed in may ask; each kind asks for its own permission. */
export const findPlacesAction = selfAction(findPlacesSchema, findPlaces);
