import { z } from "zod";

const code = z.coerce.number().int().nonnegative();

/** Which of the waiting students are meant; everything left out = all. `key` names a class (`waitingKey`). */
export const waitingFilterSchema = z.object({
  year: z.coerce.number().int(),
  center: code.optional(),
  group: code.optional(),
  gender: code.max(1).optional(),
  reason: z.string().max(60).optional(),
  key: z
    .string()
    .regex(/^[0-9:]{1,60}$/)
    .optional(),
});
export type WaitingFilter = z.output<typeof waitingFilterSchema>;
