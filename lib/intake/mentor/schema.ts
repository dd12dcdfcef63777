import { z } from "zod";
import { MENTOR_KINDS } from "@/lib/mentor/directory/schema";
import { SCHOOLS_MAX } from "@/lib/mentor/parse-row";
import { typedInteger } from "@/lib/shared/typed";

/** Messages are keys of `ui.invalid`; what a cell may hold is decided by the same rules as a file's row. */
const text = z.string().trim();
const codes = z.array(z.int32().nonnegative()).max(200);

const fields = {
  name: text.min(1, "required").max(200, "too_big"),
  gender: z.enum(["0", "1"], "required"),
  kind: z.enum(MENTOR_KINDS, "required"),
  /** Empty = none: out of the pool. */
  managerId: z.union([z.int(), text.max(9)]),
  /** Codes, or a list as in a file: `1,3,5,7:9`. */
  groups: z.union([codes.min(1, "required"), text.min(1, "required").max(500)]),
  schools: codes.max(SCHOOLS_MAX, "schools_max"),
  /** Own subset of the manager's centres; empty = all of them. */
  centers: codes,
  capacity: typedInteger(0, 100_000),
  alias: z.union([z.int32(), text.max(10)]),
  mobile: text.max(30),
  active: z.boolean(),
  accepting: z.boolean(),
};
const reason = text.max(500).optional();
const mentorId = z.coerce.number().int().positive().max(999_999_999);

/** What the form of a mentor holds. */
export const mentorFormSchema = z.object({
  ...fields,
  groups: codes.min(1, "required"),
  reason: text.max(500),
});
export type MentorForm = Omit<z.input<typeof mentorFormSchema>, "gender" | "kind"> & {
  readonly gender: string;
  readonly kind: string;
};

/** Fields of a mentor that a person changes; absent ones stay. `version` guards against a page that has become old. */
export const changeMentorSchema = z.object({
  mentorId,
  version: z.int32().optional(),
  reason,
  ...z.object(fields).partial().shape,
});
export type ChangeMentor = z.output<typeof changeMentorSchema>;

/** A new mentor without any load; the id is the employee code. */
export const createMentorSchema = z.object({
  id: typedInteger(1, 999_999_999),
  year: typedInteger(1300, 1500),
  reason,
  ...fields,
  ...z.object(fields).pick({ schools: true, centers: true, alias: true, mobile: true }).partial().shape,
  active: z.boolean().default(true),
  accepting: z.boolean().default(true),
});
export type CreateMentor = z.output<typeof createMentorSchema>;
/** What the form of a new mentor holds. */
export const newMentorFormSchema = z.object({
  ...mentorFormSchema.shape,
  id: createMentorSchema.shape.id,
  year: createMentorSchema.shape.year,
});
