import { readInteger } from "./text";

export type PhoneReading = {
  readonly number: string;
  readonly repair: "PHONE_PREFIX" | "NUMBER_FORM" | null;
};

/** Digits of a cleaned cell; separators people write between them do not count, letters make it no phone. */
const digitsOf = (text: string): { digits: string; numberForm: boolean } | null => {
  const number = readInteger(text);
  if (number?.numberForm) return number;
  return /^[+\d\s().\-/]+$/.test(text) ? { digits: text.replace(/\D/g, ""), numberForm: false } : null;
};

/** A mobile as `09xxxxxxxxx`, from any of the forms of Domain §5; null when it is none. */
export const parseMobile = (text: string): PhoneReading | null => {
  const read = digitsOf(text);
  if (read === null) return null;
  const local = read.digits.replace(/^(?:0098|98)(?=0?9\d{9}$)/, "");
  const number = local.length === 10 ? `0${local}` : local;
  if (!/^09\d{9}$/.test(number)) return null;
  if (number !== read.digits) return { number, repair: "PHONE_PREFIX" };
  return { number, repair: read.numberForm ? "NUMBER_FORM" : null };
};

/** A landline, digits only; it is one if it starts with 3 or 5. Source: Domain §5. */
export const parseLandline = (text: string): PhoneReading | null => {
  const read = digitsOf(text);
  if (read === null || !/^[35]\d{3,14}$/.test(read.digits)) return null;
  return { number: read.digits, repair: read.numberForm ? "NUMBER_FORM" : null };
};
