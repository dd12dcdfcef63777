import { z } from "zod";

/** Opens or closes a mentor for new students («امکان جذب»). `version` guards against acting on a page that has become old. */
export const setAcceptingSchema = z.object({
  mentorId: z.coerce.number().pipe(z.int32().positive().max(2_000_000_000)),
  accepting: z.boolean(),
  version: z.int32().optional(),
});
export type SetAccepting = z.output<typeof setAcceptingSchema>;
