import path from "node:path";
import { z } from "zod";
import { POLICIES } from "@/lib/allocation/schema";
import { AppError } from "@/lib/shared/errors";
import { isUuid } from "@/lib/shared/ids";
import type { Result } from "@/lib/shared/result";
import { cleanCode } from "@/lib/shared/text";
import { usage } from "./command";

/** A word as typed, Persian digits folded. */
export const word = z.string().transform((text) => cleanCode(text).text);
/** `--dry-run`: absent is false. */
export const flag = z.boolean().default(false);
/** How a run is planned; what is not said is as the settings propose. `--no-school-fallback` says no where they say yes. */
export const runSettings = {
  policy: word.pipe(z.enum(POLICIES)).optional(),
  schoolFallback: flag,
  noSchoolFallback: flag,
};

type SaidFallback = { readonly schoolFallback: boolean; readonly noSchoolFallback: boolean };
/** What was said about the switch; undefined when nothing was. */
export const saidFallback = ({ schoolFallback, noSchoolFallback }: SaidFallback): boolean | undefined => {
  if (schoolFallback && noSchoolFallback)
    throw usage("either", { name: "--school-fallback", other: "--no-school-fallback" });
  return schoolFallback || (noSchoolFallback ? false : undefined);
};

/** An academic year, four digits; whether it exists the command says (`YEAR_UNKNOWN`). */
export const year = word.pipe(z.string().regex(/^\d{4}$/)).transform(Number);
/** The code of a centre. */
export const center = word.pipe(z.string().regex(/^\d{1,4}$/)).transform(Number);
/** Words with commas between them. */
export const wordList = word.transform((text) => text.split(/[,،;\s]+/).filter((part) => part !== ""));
/** Codes of centres with commas between them. */
export const codes = wordList.pipe(
  z.array(
    z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number),
  ),
);
/** The format of an export. */
export const format = word.pipe(z.enum(["xlsx", "csv"]));
/** A path of the file system, made absolute. */
export const file = z
  .string()
  .min(1)
  .transform((text) => path.resolve(text));
/** The code of a mentor. */
export const mentorId = word.pipe(z.string().regex(/^\d{1,9}$/)).transform(Number);
/** The id of a run: a uuid, or the short number people say. */
export const runId = word.pipe(z.string().refine((text) => isUuid(text) || /^\d{1,9}$/.test(text)));

/** The value of a command's answer; a refusal ends the command with its code. */
export const must = <T, R extends string>(result: Result<T, R>): T => {
  if (result.ok) return result.value;
  throw new AppError(result.reason as unknown as AppError["code"], result.details ?? {});
};

/** The thing, or the refusal that there is none. */
export const required = <T>(thing: T | null | undefined): T => {
  if (thing === null || thing === undefined) throw new AppError("NOT_FOUND");
  return thing;
};
