import { z } from "zod";
import { typedInteger } from "@/lib/shared/typed";

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

const isSet = (codes: readonly number[]): boolean => new Set(codes).size === codes.length;
const list = z.array(z.int().nonnegative()).max(100);

/** A manager as the form holds it; without a centre none of the mentors takes part in allocation. */
export const changeManagerSchema = z.object({
  id: z.int().positive(),
  version: z.int(),
  name: z.string().trim().min(1, "required").max(200, "too_big"),
  active: z.boolean(),
  centers: list.refine(isSet),
});
export type ChangeManager = z.output<typeof changeManagerSchema>;

/** A new manager as typed: the id arrives as text. */
export const newManagerSchema = z.object({
  id: typedInteger(1, 999_999_999),
  name: z.string().trim().min(1, "required").max(200, "too_big"),
  centers: list.min(1, "required").refine(isSet),
});
