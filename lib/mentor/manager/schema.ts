import { z } from "zod";
import { typedInteger } from "@/lib/shared/typed";

const isSet = (codes: readonly number[]): boolean => new Set(codes).size === codes.length;
const list = z.array(z.int32().nonnegative()).max(100);

/** A manager as the form holds it; without a centre none of the mentors takes part in allocation. */
export const changeManagerSchema = z.object({
  id: z.int32().positive(),
  version: z.int32(),
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
export type CreateManager = z.output<typeof newManagerSchema>;
