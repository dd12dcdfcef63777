import { z } from "zod";
import { DIFFERENCE_KINDS, DIFFERENCE_REASONS } from "../compare";

/** Names two runs, by uuid or number, and which of their differences are asked for. */
export const compareSchema = z.object({
  a: z.string().max(40),
  b: z.string().max(40),
  kind: z.enum(DIFFERENCE_KINDS).optional(),
  reason: z.enum(DIFFERENCE_REASONS).optional(),
  offset: z.int32().nonnegative().default(0),
  size: z.int32().positive().default(50),
});
export type Compare = z.input<typeof compareSchema>;
