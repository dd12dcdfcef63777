import { z } from "zod";

/** Raises a mentor's capacity by some places. `version` guards against acting on a page that has become old. */
export const raiseCapacitySchema = z.object({
  mentorId: z.coerce.number().pipe(z.int32().positive().max(2_000_000_000)),
  places: z.coerce.number().int().min(1).max(1_000),
  version: z.int32().optional(),
});
export type RaiseCapacity = z.output<typeof raiseCapacitySchema>;
