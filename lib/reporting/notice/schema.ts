import { z } from "zod";

/** The newest notice somebody has looked at. */
export const markSeenSchema = z.object({ at: z.iso.datetime() });
export type MarkSeen = z.output<typeof markSeenSchema>;
