import { z } from "zod";
import { cleanCode } from "@/lib/shared/text";
import { typedInteger } from "@/lib/shared/typed";
import { BUCKETS } from "../school/parse-row";

/** Messages are keys of `ui.invalid`. */
const name = z.string().trim().min(1, "required").max(80, "too_big");
const code = typedInteger(0, 9_999);
/** Of a form that changes something: the version it was opened with. */
const version = z.int32().optional();

/** An academic year (Jalali) and the two digits its counters begin with. Source: Domain §6. */
export const yearSchema = z.object({
  year: typedInteger(1300, 1500),
  code: z
    .string()
    .overwrite((typed) => cleanCode(typed).text)
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
