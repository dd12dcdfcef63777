import { z } from "zod";
import { runRefSchema } from "../schema";

/** Plans one call throws away. */
export const DISCARD_MAX = 100;

/** Plans to be thrown away, each in the version that was seen. */
export const discardRunsSchema = z.object({ runs: z.array(runRefSchema.required()).min(1).max(DISCARD_MAX) });
export type DiscardRuns = z.output<typeof discardRunsSchema>;
