import { z } from "zod";
import { cleanCode } from "./text";

const WHOLE = /^[+-]?\d+$/;
const wholeOf = (value: number | string): number => {
  if (typeof value === "number") return value;
  const { text } = cleanCode(value);
  return WHOLE.test(text) ? Number(text) : Number.NaN;
};

/**
 * A whole number as somebody types it, in Persian, Arabic or Latin digits; an empty field is no zero. Its reasons are keys of
 * `ui.invalid`: `required`, `number`, `number_small`, `number_big`. Source: Domain §5.
 */
export const typedInteger = (min: number, max: number) =>
  z
    .union([z.number(), z.string().trim().min(1, "required")])
    .transform(wholeOf)
    .pipe(z.number("number").int("number").min(min, "number_small").max(max, "number_big"));
