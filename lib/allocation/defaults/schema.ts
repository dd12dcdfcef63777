import { z } from "zod";
import { POLICIES } from "../schema";

/** What a new run is proposed with. */
export const runDefaultsSchema = z.object({
  version: z.int32(),
  policy: z.enum(POLICIES),
  schoolFallback: z.boolean(),
});
export type RunDefaults = z.output<typeof runDefaultsSchema>;
