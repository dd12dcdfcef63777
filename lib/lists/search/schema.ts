import { z } from "zod";

/** What somebody types to go anywhere. Travels by POST, never in an address. */
export const findPlacesSchema = z.object({ text: z.string().trim().min(1).max(100) });
export type FindPlaces = z.output<typeof findPlacesSchema>;
