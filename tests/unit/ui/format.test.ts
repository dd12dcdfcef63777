import { expect, test } from "vitest";
import {
  formatDate,
  formatDateTime,
  formatFixed,
  formatFixedPercent,
  formatShortDate,
} from "@/lib/i18n/format";
import { parseCalendar } from "@/lib/i18n/locale";

/** 20:45 UTC is already the next day in Tehran. */
const at = new Date("2025-08-14T20:45:00Z");

test.each([
  ["fa", "persian", "۲۴ مرداد ۱۴۰۴", "۱۴۰۴/۰۵/۲۴", "۱۴۰۴/۰۵/۲۴ ۰۰:۱۵"],
  ["fa", "gregory", "۱۵ اوت ۲۰۲۵", "۲۰۲۵/۰۸/۱۵", "۲۰۲۵/۰۸/۱۵ ۰۰:۱۵"],
  ["en", "persian", "24 Mordad 1404", "1404/05/24", "1404/05/24 00:15"],
  ["en", "gregory", "15 August 2025", "15/08/2025", "15/08/2025 00:15"],
] as const)("a day in Tehran reads in %s by the %s calendar", (locale, calendar, long, short, withTime) => {
  expect(formatDate(locale, at, calendar)).toBe(long);
  expect(formatShortDate(locale, at, calendar)).toBe(short);
  expect(formatDateTime(locale, at, calendar)).toBe(withTime);
});

test("who chose no calendar gets that of the language, and nonsense is no choice", () => {
  expect(parseCalendar(undefined, "fa")).toBe("persian");
  expect(parseCalendar("julian", "en")).toBe("gregory");
  expect(parseCalendar("gregory", "fa")).toBe("gregory");
});

test("what is read down a column has the same number of digits after the point in every row", () => {
  expect([0.98, 0.9765].map((value) => formatFixed("fa", value, 3))).toEqual(["۰٫۹۸۰", "۰٫۹۷۷"]);
  expect([0.19, 0.145].map((ratio) => formatFixedPercent("en", ratio, 1))).toEqual(["19.0%", "14.5%"]);
});
