import { z } from "zod";
import { BUCKETS } from "../school/parse-row";

/** Messages are keys of `ui.invalid`. */
const name = z.string().trim().min(1, "required").max(80, "too_big");
/** A whole number as typed; an empty field is no zero. */
const typed = (min: number, max: number) =>
  z
    .union([z.number(), z.string().trim().min(1, "required")])
    .transform(Number)
    .pipe(z.number("invalid_type").int("invalid_type").min(min, "too_small").max(max, "too_big"));
const code = typed(0, 9_999);
/** Of a form that changes something: the version it was opened with. */
const version = z.int().optional();

/** An academic year (Jalali) and the two digits its counters begin with. Source: Domain §6. */
export const yearSchema = z.object({
  year: typed(1300, 1500),
  code: z
    .string()
    .trim()
    .regex(/^\d{2}$/, "year_code"),
  version,
});
export type YearInput = z.output<typeof yearSchema>;

/** A registration centre. */
export const centerSchema = z.object({ code, nameFa: name, nameEn: name, version });
export type CenterInput = z.output<typeof centerSchema>;

/** An exam group with its stage. Source: Domain §3. */
export const groupSchema = z.object({
  code,
  nameFa: name,
  nameEn: name,
  bucket: z.enum(BUCKETS),
  version,
});
export type GroupInput = z.output<typeof groupSchema>;
