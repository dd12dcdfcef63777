import { z } from "zod";
import { typedInteger } from "@/lib/shared/typed";

/** What somebody types to find a school: part of its name, or its code. */
export const findSchoolsSchema = z.object({ text: z.string().trim().min(2).max(100) });
export type FindSchools = z.output<typeof findSchoolsSchema>;

/** The orders a list of schools can be asked for. */
export const SCHOOL_SORTS = ["code", "name"] as const;
export type SchoolSort = (typeof SCHOOL_SORTS)[number];

/** Messages are keys of `ui.invalid`. */
const optional = z.string().trim().max(120, "too_big").default("");

/** A school; without a gender it is mixed. With `version` an existing one is changed, its code stays. Source: Domain §7. */
export const schoolSchema = z.object({
  code: typedInteger(1, 999_999_999),
  version: z.int32().optional(),
  name: z.string().trim().min(1, "required").max(200, "too_big"),
  gender: z.enum(["", "0", "1"]).default(""),
  level: optional,
  kind: optional,
  district: optional,
});
export type SchoolInput = z.output<typeof schoolSchema>;
export type SchoolForm = z.input<typeof schoolSchema>;

/** A school of a year's special-school roster. */
export const specialSchoolSchema = z.object({
  year: typedInteger(1300, 1500),
  schoolCode: typedInteger(1, 999_999_999),
});
export type SpecialSchoolInput = z.output<typeof specialSchoolSchema>;
