"use server";

import { selfAction } from "@/lib/auth/guard";
import { markNoticesSeen } from "./commands";
import { markSeenSchema } from "./schema";

export const markNoticesSeenAction = selfAction(markSeenSchema, markNoticesSeen);
