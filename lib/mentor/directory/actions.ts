"use server";

import { action } from "../../auth/guard";
import { findMentors } from "./queries";
import { findMentorsSchema } from "./schema";

export const findMentorsAction = action("mentor:read", findMentorsSchema, findMentors);
