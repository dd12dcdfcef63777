import { isValidJalaaliDate, toGregorian, toJalaali } from "jalaali-js";

const DAY_MS = 86_400_000;
const JALALI_YEARS = { min: 1200, max: 1499 };
const GREGORIAN_YEARS = { min: 1800, max: 2199 };
const FORM = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/;

const pad = (n: number, width = 2): string => String(n).padStart(width, "0");
const isoOf = (year: number, month: number, day: number): string =>
  `${pad(year, 4)}-${pad(month)}-${pad(day)}`;

const gregorianToIso = (year: number, month: number, day: number): string | null => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? isoOf(year, month, day) : null;
};

/** ISO date (`2025-08-15`) of a Jalali day, or null where the calendar has no such day. */
export const jalaliToIso = (year: number, month: number, day: number): string | null => {
  if (year < JALALI_YEARS.min || year > JALALI_YEARS.max || !isValidJalaaliDate(year, month, day))
    return null;
  const { gy, gm, gd } = toGregorian(year, month, day);
  return isoOf(gy, gm, gd);
};

/** ISO date of an Excel serial day in the 1900 or the 1904 system; null for no day (also 1900's invented 29 February). */
export const serialToIso = (serial: number, date1904 = false): string | null => {
  const day = Math.floor(serial);
  if (!(day >= (date1904 ? 0 : 1)) || day > 2_958_465 || (!date1904 && day === 60)) return null;
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const date = new Date(epoch + day * DAY_MS);
  return isoOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
};

/**
 * Reads a cleaned cell as a date: Jalali `1404/05/24` or Gregorian `2025-08-15`, with `/` or `-`, a time is dropped; a
 * bare number is an Excel serial of the 1900 system. ISO date or null; nothing is guessed. Source: Domain §5.
 */
export const parseDate = (text: string): string | null => {
  if (/^\d{1,7}(?:\.\d+)?$/.test(text)) return serialToIso(Number(text));
  const [, y, m, d] = FORM.exec(text) ?? [];
  if (y === undefined) return null;
  const [year, month, day] = [Number(y), Number(m), Number(d)];
  if (year <= JALALI_YEARS.max) return jalaliToIso(year, month, day);
  return year < GREGORIAN_YEARS.min || year > GREGORIAN_YEARS.max ? null : gregorianToIso(year, month, day);
};

/** Jalali `1404/05/24` of an ISO date. */
export const toJalali = (iso: string): string => {
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split("-").map(Number);
  const { jy, jm, jd } = toJalaali(year, month, day);
  return `${pad(jy, 4)}/${pad(jm)}/${pad(jd)}`;
};

const TEHRAN_OFFSET_MS = 3.5 * 3_600_000;

/** Day and time of an instant in Tehran (+03:30 all year), Jalali: `{date: "1404/05/24", time: "18:05"}`. */
export const toTehran = (instant: Date): { date: string; time: string } => {
  const local = new Date(instant.getTime() + TEHRAN_OFFSET_MS);
  const iso = local.toISOString();
  return { date: toJalali(iso), time: iso.slice(11, 16) };
};

/** ISO date of an instant in Tehran. */
export const dayInTehran = (instant: Date): string =>
  new Date(instant.getTime() + TEHRAN_OFFSET_MS).toISOString().slice(0, 10);

/** The last instant of an ISO date in Tehran: what «until this day» means. */
export const endOfDayInTehran = (day: string): Date =>
  new Date(Date.parse(`${day}T23:59:59.999Z`) - TEHRAN_OFFSET_MS);

/** Jalali year of an instant in Tehran: for defaults shown to a person, never for the year code of a counter. */
export const jalaliYear = (instant: Date): number => Number(toTehran(instant).date.slice(0, 4));
