"use server";

import { action } from "../../auth/guard";
import { setAccepting } from "./commands";
import { setAcceptingSchema } from "./schema";

export const setAcceptingAction = action("mentor:write", setAcceptingSchema, setAccepting);
