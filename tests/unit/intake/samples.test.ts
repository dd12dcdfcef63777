import { expect, test } from "vitest";
import { samplesOf } from "@/lib/intake/mapping/samples";

const rowsOf = (...values: (string | undefined)[]) => values.map((value) => ({ cells: [undefined, value] }));
const samples = (field: string | null, ...values: (string | undefined)[]) =>
  samplesOf(rowsOf(...values), { column: 1, field });

test("three different values stand for a column; blanks and repetitions are passed over", () => {
  expect(samples("firstName", undefined, "سارا", " ", "سارا", "مینا", "علی", "رضا")).toEqual([
    "سارا",
    "مینا",
    "علی",
  ]);
  expect(samples("firstName", undefined, "  ")).toEqual([]);
});

test("national ids and phone numbers are masked in known and unknown columns, however they are typed", () => {
  expect(samples("nationalId", "0012342419", "12342419")).toEqual(["001***2419", "123***2419"]);
  expect(samples(null, "0912 123 4567", "تلفن 021-88776655", "۰۹۱۲۱۲۳۴۵۶۷")).toEqual([
    "091***4567",
    "تلفن 021***6655",
    "۰۹۱***۴۵۶۷",
  ]);
});

test("codes of the office, days and short numbers stay as they are; long texts are cut", () => {
  expect(samples("counter", "043730001")).toEqual(["043730001"]);
  expect(samples("birthDate", "2007-05-24", "1386/02/03")).toEqual(["2007-05-24", "1386/02/03"]);
  expect(samples("gpa", "19.75", "18")).toEqual(["19.75", "18"]);
  expect(samples(null, "ب".repeat(100))[0]).toHaveLength(40);
});
