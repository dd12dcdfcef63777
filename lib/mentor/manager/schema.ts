import { z } from "zod";

/** A new manager; at least one centre, each once. */
export const createManagerSchema = z.object({
  id: z.int().positive().max(999_999_999),
  name: z.string().trim().min(1).max(200),
  centers: z
    .array(z.int().nonnegative())
    .min(1)
    .refine((list) => new Set(list).size === list.length),
});
export type CreateManager = z.infer<typeof createManagerSchema>;
