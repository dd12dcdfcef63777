"use server";

import { selfAction } from "@/lib/auth/guard";
import { findAnything } from "./queries";
import { findAnythingSchema } from "./schema";

/** One question for all kinds: a browser sends its actions one after the other. */
export const findAnythingAction = selfAction(findAnythingSchema, findAnything);
