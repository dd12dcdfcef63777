import { expect, test } from "vitest";
import { COLUMNS } from "@/lib/intake/columns";
import { findHeader } from "@/lib/intake/header";
import { headingSet, headingsOf, type Remembered, recall } from "@/lib/intake/mapping/choice";
import { decideColumns } from "@/lib/intake/mapping/decide";
import { areSame, columnIndex, columnsIn, toChoices } from "@/lib/intake/mapping/letters";
import { ORIGIN_HEADING, PROBLEM_HEADINGS } from "@/lib/intake/problem-columns";

const STUDENT = ["کد ملی", "جنسیت", "کد گروه", "وضعیت تحصیلی", "مرکز ثبت نام", "وضعیت ثبت نام"];
const place = (headings: readonly string[]) => headings.map((header, column) => ({ column, header }));
const choose = (headings: readonly string[], fields: Record<string, string | null>) =>
  decideColumns(place(headings), COLUMNS.students, { choices: toChoices(place(headings), fields) ?? [] });
const remembered = (headings: readonly string[], fields: Record<string, string | null>): Remembered => ({
  headings: headingsOf(place(headings)),
  columns: toChoices(place(headings), fields) ?? [],
  at: "",
  byId: "",
  by: "",
});

test("Excel's letters are places, beyond Z too", () => {
  expect(["A", "Z", "AA", "AZ", "BA", "XFD"].map(columnIndex)).toEqual([0, 25, 26, 51, 52, 16_383]);
});

test("a choice outranks every synonym; a recognised column of the field only fills its blanks", () => {
  const { byField, shared, missing } = choose([...STUDENT, "شماره"], { G: "gender" });
  expect(byField.get("gender")?.map(({ column }) => column)).toEqual([6, 1]);
  expect(shared).toEqual([{ field: "gender", columns: [6, 1], rivals: [] }]);
  expect(missing).toEqual([]);
});

test("two chosen columns of one field are rivals, and a column left aside is none", () => {
  expect(choose([...STUDENT, "x", "y"], { G: "mobile", H: "mobile" }).shared).toEqual([
    { field: "mobile", columns: [6, 7], rivals: [6, 7] },
  ]);
  const twice = [...STUDENT, "جنسیت"];
  expect(choose(twice, {}).shared[0]?.rivals).toEqual([1, 6]);
  expect(choose(twice, { B: null }).byField.get("gender")).toMatchObject([{ column: 6 }]);
  expect(choose(STUDENT, { B: null }).missing).toEqual(["gender"]);
});

test("columns there are not make no choice", () => {
  expect(toChoices(place(STUDENT), { G: "mobile" })).toBeNull();
});

test("a set of headings is the same in any order and spelling, with or without the columns of a problem file", () => {
  const set = (headings: readonly string[]) => headingSet(headingsOf(place(headings)));
  const ours = [...PROBLEM_HEADINGS.fa, ORIGIN_HEADING];
  expect(set([...STUDENT].reverse())).toBe(set(STUDENT));
  expect(set(["كد ملي", ...STUDENT.slice(1), ...ours])).toBe(set(STUDENT));
  expect(set([...STUDENT, "جنسیت"])).not.toBe(set(STUDENT));
  expect(set([...STUDENT, "توضیح"])).not.toBe(set(STUDENT));
});

test("columns of one heading keep what they were chosen only while they stand in the same order", () => {
  const headings = ["جنسیت", "جنسیت", "نام"];
  const mixed = remembered(headings, { A: null, B: "gender", C: "lastName" });
  expect(recall(mixed, mixed.headings)).toHaveLength(3);
  expect(recall(mixed, [...mixed.headings].reverse())).toEqual([
    { heading: "نام", nth: 0, field: "lastName" },
  ]);
  const alike = remembered(headings, { A: null, B: null });
  expect(recall(alike, [...alike.headings].reverse())).toHaveLength(2);
});

test("a row whose headings somebody mapped before is the row of headings, whatever stands above it", () => {
  const own = ["الف", "ب", "پ", "ت", "ث", "ج"];
  const fields = ["nationalId", "gender", "groupCode", "eduStatus", "centerCode", "regStatus"];
  const choice = remembered(own, Object.fromEntries(fields.map((field, i) => ["ABCDEF"[i], field])));
  const memory = new Map([[headingSet(choice.headings), choice]]);
  const rows = [["کد ملی", "جنسیت", "نام"], [...own].reverse()].map((cells, i) => ({ rowNo: i + 1, cells }));
  expect(findHeader(rows, COLUMNS.students, { memory })).toMatchObject({
    ok: true,
    rowNo: 2,
    remembered: choice,
  });
  expect(findHeader(rows, COLUMNS.students, { memory, columns: [] })).toMatchObject({
    ok: false,
    code: "COLUMN_MISSING",
  });
});

test("columns are told from left to right, those that are not read among them", () => {
  const layout = {
    columns: [{ column: "AA", header: "نام", field: "firstName" }],
    unknown: [
      { column: "B", header: "شهر", aside: true },
      { column: "A", header: "x" },
    ],
  };
  expect(columnsIn(layout).map(({ column, match }) => [column, match])).toEqual([
    ["A", null],
    ["B", "chosen"],
    ["AA", null],
  ]);
  expect(columnsIn(null)).toEqual([]);
});

test("the same decisions are the same in any order", () => {
  const one = { heading: "a", nth: 0, field: null };
  const two = { heading: "b", nth: 1, field: "gender" };
  expect(areSame([one, two], [two, one])).toBe(true);
  expect(areSame([one], [{ ...one, field: "null" }])).toBe(false);
});
