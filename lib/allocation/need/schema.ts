import { z } from "zod";

const code = z.coerce.number().pipe(z.int32().nonnegative());
const oneOrZero = z.coerce.number().pipe(z.int32().min(0).max(1));
/** One, or any of several. */
const codes = z.union([code, z.array(code).max(1_000)]);
const reason = z.string().max(60);
const key = z.string().regex(/^[0-9:]{1,60}$/);

/** Which of the waiting students are meant; everything left out = all. `key` names classes (`waitingKey`). */
export const waitingFilterSchema = z.object({
  year: z.coerce.number().pipe(z.int32()),
  center: codes.optional(),
  group: codes.optional(),
  gender: oneOrZero.optional(),
  /** 1 = of a special school. */
  type: oneOrZero.optional(),
  reason: z.union([reason, z.array(reason).max(60)]).optional(),
  key: z.union([key, z.array(key).max(500)]).optional(),
});
export type WaitingFilter = z.output<typeof waitingFilterSchema>;
