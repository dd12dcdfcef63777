import { type Calendar, calendarOf, TIME_ZONE } from "./locale";

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

const region = (locale: string): string => (locale === "fa" ? "fa-IR" : "en-GB");

const numberFormat = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = locale + JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(region(locale), options);
  numbers.set(key, known);
  return known;
};

const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const { calendar = calendarOf(locale) } = options;
  const key = locale + JSON.stringify(options);
  const tag = `${region(locale)}-u-ca-${calendar}`;
  const known = dates.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone: TIME_ZONE, ...options });
  dates.set(key, known);
  return known;
};

/** A quantity with grouping in the digits of the language: «۱٬۲۳۴» or `1,234`. */
export const formatNumber = (locale: string, value: number, fractionMax = 0): string =>
  numberFormat(locale, { maximumFractionDigits: fractionMax }).format(value);

/** A share (0–1, may be above 1) as percent: «۵۲٪» or `52%`. */
export const formatPercent = (locale: string, ratio: number, fractionMax = 0): string =>
  numberFormat(locale, { style: "percent", maximumFractionDigits: fractionMax }).format(ratio);

/** A quantity with exactly so many digits after the point, for columns one reads down: «۰٫۹۸۰» beside «۰٫۹۷۶». */
export const formatFixed = (locale: string, value: number, fraction: number): string =>
  numberFormat(locale, fixed(fraction)).format(value);

/** A share with exactly so many digits after the point: «۱۹٫۰٪» beside «۱۴٫۵٪». */
export const formatFixedPercent = (locale: string, ratio: number, fraction: number): string =>
  numberFormat(locale, { style: "percent", ...fixed(fraction) }).format(ratio);

const fixed = (fraction: number) => ({ minimumFractionDigits: fraction, maximumFractionDigits: fraction });

/** A number that is a name (year, group code, run number): the digits of the language, no grouping. */
export const formatCode = (locale: string, value: number | string): string =>
  locale === "fa"
    ? String(value).replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)))
    : String(value);

/** Several things in one sentence: «الف، ب، و پ» or `a, b, and c`, each apart in its own direction (U+2068, U+2069). */
export const formatList = (locale: string, parts: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(parts.map((part) => `\u2068${part}\u2069`));

/** Bytes as KB or MB, one digit after the point. */
export const formatBytes = (locale: string, bytes: number): string => {
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1024, "kilobyte"] : [bytes / 1_048_576, "megabyte"];
  const unitDisplay = locale === "fa" ? "long" : "short";
  return numberFormat(locale, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
};

/** Seconds as «۲ دقیقه» style text, for estimates: the largest fitting unit. */
export const formatDuration = (locale: string, seconds: number): string => {
  const [value, unit] =
    seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return numberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 0 }).format(
    Math.max(1, value),
  );
};

/** Jalali in English carries an era («AP») that nobody writes. */
const withoutEra = (format: Intl.DateTimeFormat, at: Date): string =>
  format
    .formatToParts(at)
    .filter(({ type }) => type !== "era")
    .map(({ value }) => value)
    .join("")
    .trim();

/** Day of an instant in Tehran: «۲۴ مرداد ۱۴۰۴», `15 August 2025`; without a calendar that of the language. */
export const formatDate = (locale: string, at: Date, calendar: Calendar = calendarOf(locale)): string =>
  withoutEra(dateFormat(locale, { calendar, year: "numeric", month: "long", day: "numeric" }), at);

/** Day of an instant in Tehran in digits, for tables: «۱۴۰۴/۰۵/۲۴» or `15/08/2025`; Jalali goes year first everywhere. */
export const formatShortDate = (
  locale: string,
  at: Date,
  calendar: Calendar = calendarOf(locale),
): string => {
  const format = dateFormat(locale, { calendar, year: "numeric", month: "2-digit", day: "2-digit" });
  if (locale === "fa" || calendar === "gregory") return format.format(at);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}/${parts.get("month")}/${parts.get("day")}`;
};

/** Day and time of an instant in Tehran, short enough for a table cell: «۱۴۰۴/۰۵/۲۴ ۱۸:۰۵». */
export const formatDateTime = (locale: string, at: Date, calendar: Calendar = calendarOf(locale)): string =>
  `${formatShortDate(locale, at, calendar)} ${dateFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at)}`;

/** Time of day of an instant in Tehran, with seconds. */
export const formatTime = (locale: string, at: Date): string =>
  dateFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at);
