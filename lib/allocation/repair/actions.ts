"use server";

import { action } from "@/lib/auth/guard";
import { runRefSchema } from "../schema";
import { chooseChains } from "./commands";
import { answerReplay } from "./queries";
import { chooseChainsSchema } from "./schema";

export const chooseChainsAction = action("alloc:run", chooseChainsSchema, chooseChains);
export const replayRunAction = action("run:read", runRefSchema, answerReplay);
