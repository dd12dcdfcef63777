import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dayInTehran,
  endOfDayInTehran,
  jalaliToIso,
  jalaliYear,
  parseDate,
  serialToIso,
  toJalali,
  toTehran,
} from "@/lib/shared/calendar";

test.each([
  ["1404/05/24", "2025-08-15"],
  ["1404-5-24", "2025-08-15"],
  ["1403/12/30", "2025-03-20"],
  ["1404/12/30", null],
  ["1404/13/01", null],
  ["1404/07/31", null],
  ["2025-08-15", "2025-08-15"],
  ["2025/08/15", "2025-08-15"],
  ["2025-08-15T00:00:00", "2025-08-15"],
  ["2025-08-15T10:30:00.000Z", "2025-08-15"],
  ["2025-02-29", null],
  ["45884", "2025-08-15"],
  ["45884.75", "2025-08-15"],
  ["04/05/24", null],
  ["15/08/2025", null],
  ["0", null],
  ["1700-01-01", null],
  ["دیروز", null],
])("%j is the date %j", (text, iso) => {
  expect(parseDate(text)).toBe(iso);
});

test.each([
  [1, false, "1900-01-01"],
  [59, false, "1900-02-28"],
  [60, false, null],
  [61, false, "1900-03-01"],
  [0, true, "1904-01-01"],
  [44422, true, "2025-08-15"],
  [2_958_466, false, null],
  [Number.NaN, false, null],
])("serial %d (1904: %s) is %j", (serial, date1904, iso) => {
  expect(serialToIso(serial, date1904)).toBe(iso);
});

test("Jalali and ISO dates convert back and forth", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1200, max: 1499 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 29 }),
      (y, m, d) => {
        const iso = jalaliToIso(y, m, d);
        const form = `${y}/${String(m).padStart(2, "0")}/${String(d).padStart(2, "0")}`;
        expect(iso).not.toBeNull();
        expect(toJalali(iso ?? "")).toBe(form);
        expect(parseDate(form)).toBe(iso);
      },
    ),
  );
});

test("instants are shown in Tehran whatever the machine's zone is", () => {
  expect(toTehran(new Date("2025-08-14T20:29:00Z"))).toEqual({ date: "1404/05/23", time: "23:59" });
  expect(toTehran(new Date("2025-08-14T20:30:00Z"))).toEqual({ date: "1404/05/24", time: "00:00" });
  expect(jalaliYear(new Date("2025-03-20T20:29:59Z"))).toBe(1403);
  expect(jalaliYear(new Date("2025-03-20T20:30:00Z"))).toBe(1404);
});

test("a day ends at midnight in Tehran", () => {
  const end = endOfDayInTehran("2025-08-15");
  expect(end.toISOString()).toBe("2025-08-15T20:29:59.999Z");
  expect(dayInTehran(end)).toBe("2025-08-15");
  expect(dayInTehran(new Date(end.getTime() + 1))).toBe("2025-08-16");
});
