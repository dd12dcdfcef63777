import type { NationalId } from "./ids";
import { readInteger } from "./text";

const TEN_DIGITS = /^\d{10}$/;

/** Whether ten digits carry a right check digit; equal digits throughout never do. Source: Domain §5. */
export const isNationalId = (text: string): text is NationalId => {
  if (!TEN_DIGITS.test(text) || /^(\d)\1{9}$/.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += (text.charCodeAt(i) - 48) * (10 - i);
  const rest = sum % 11;
  return text.charCodeAt(9) - 48 === (rest < 2 ? rest : 11 - rest);
};

export type NationalIdReading =
  | {
      readonly ok: true;
      readonly value: NationalId;
      readonly repairs: readonly ("NUMBER_FORM" | "ZEROS_RESTORED")[];
    }
  | { readonly ok: false; readonly code: "NID_MISSING" | "NID_FORMAT" | "NID_CHECKSUM" };

/**
 * Reads a cleaned cell as a national id: number forms become the integer, and zeros that Excel dropped come back when
 * eight or nine digits then hold the checksum. Source: Domain §5.
 */
export const parseNationalId = (text: string): NationalIdReading => {
  if (text === "") return { ok: false, code: "NID_MISSING" };
  const integer = readInteger(text);
  if (integer === null || !/^\d{8,10}$/.test(integer.digits)) return { ok: false, code: "NID_FORMAT" };
  const repairs: ("NUMBER_FORM" | "ZEROS_RESTORED")[] = integer.numberForm ? ["NUMBER_FORM"] : [];
  const padded = integer.digits.padStart(10, "0");
  if (padded !== integer.digits) repairs.push("ZEROS_RESTORED");
  if (isNationalId(padded)) return { ok: true, value: padded, repairs };
  return { ok: false, code: padded === integer.digits ? "NID_CHECKSUM" : "NID_FORMAT" };
};

/** `001***2419`: what a viewer without need, an audit row or a log may see. Anything shorter is hidden whole. */
export const maskNationalId = (nationalId: string): string =>
  nationalId.length < 8 ? "***" : `${nationalId.slice(0, 3)}***${nationalId.slice(-4)}`;
