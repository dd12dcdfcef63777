import { z } from "zod";

/** What somebody types to go anywhere. Travels by POST, never in an address. */
export const findAnythingSchema = z.object({ text: z.string().trim().min(1).max(100) });
export type FindAnything = z.output<typeof findAnythingSchema>;
