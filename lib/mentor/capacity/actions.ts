"use server";

import { action } from "../../auth/guard";
import { raiseCapacity } from "./commands";
import { raiseCapacitySchema } from "./schema";

export const raiseCapacityAction = action("mentor:write", raiseCapacitySchema, raiseCapacity);
