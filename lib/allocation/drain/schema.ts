import { z } from "zod";
import { POLICIES, switchesSchema } from "../schema";

/** Starts moving a mentor's students of a year away. `stopAccepting` also closes the mentor for new ones. Source: Design §4. */
export const startDrainSchema = z.object({
  mentorId: z.coerce.number().pipe(z.int32().positive().max(2_000_000_000)),
  year: z.coerce.number().pipe(z.int32()),
  policy: z.enum(POLICIES).default("sequential"),
  switches: switchesSchema.prefault({}),
  stopAccepting: z.boolean().default(true),
});
export type StartDrain = z.output<typeof startDrainSchema>;
