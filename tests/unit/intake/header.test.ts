import { expect, test } from "vitest";
import { COLUMNS, KINDS } from "@/lib/intake/columns";
import { findHeader } from "@/lib/intake/header";
import { headerKey } from "@/lib/intake/heading";

const STUDENT = ["کد ملی", "جنسیت", "کد گروه", "وضعیت تحصیلی", "مرکز ثبت نام", "وضعیت ثبت نام"];
const rowsOf = (...rows: (string | undefined)[][]) => rows.map((cells, i) => ({ rowNo: i + 1, cells }));
const fieldsOf = (reading: ReturnType<typeof findHeader>): (string | null)[] =>
  reading.ok ? reading.mapping.columns.map(({ field }) => field) : [reading.code];

test.each([
  ["as written", STUDENT],
  ["Arabic letters", ["كد ملي", "جنسيت", "كد گروه", "وضعيت تحصيلي", "مركز ثبت نام", "وضعيت ثبت نام"]],
  ["half-spaces and no spaces", ["کد‌ملی", "جنسیت", "کدرشته", "وضعیت‌تحصیلی", "مرکز‌ثبت‌نام", "وضعیت ثبت‌نام"]],
  [
    "bilingual",
    ["کد ملی | national_id", "جنسیت | x", "x | group_code", "edu_status", "Reg_Center", "REG STATUS"],
  ],
  [
    "stray spaces, digits and signs",
    [" 7 کد ملی :", "12جنسیت", "3  کد گروه*", "(4) وضعیت تحصیلی", "مرکز ثبت نام (کد)", "وضعیت\nثبت نام"],
  ],
])("headings %s", (_, headings) => {
  expect(fieldsOf(findHeader(rowsOf(headings), COLUMNS.students))).toEqual([
    "nationalId",
    "gender",
    "groupCode",
    "eduStatus",
    "centerCode",
    "regStatus",
  ]);
});

test("titles and blank columns above and beside the headings are passed over", () => {
  const reading = findHeader(
    rowsOf(
      ["گزارش ثبت نام ۱۴۰۴"],
      ["تاریخ", undefined, "1404/05/24"],
      [undefined, ...STUDENT, undefined, "ستون ناشناس"],
    ),
    COLUMNS.students,
  );
  expect(reading).toMatchObject({ ok: true, rowNo: 3 });
  expect(fieldsOf(reading).at(-1)).toBeNull();
});

test("no row of headings", () => {
  expect(findHeader(rowsOf(["1", "2"], ["3", "4"]), COLUMNS.students)).toEqual({
    ok: false,
    code: "HEADER_NOT_FOUND",
  });
  expect(findHeader([], COLUMNS.students)).toEqual({ ok: false, code: "HEADER_NOT_FOUND" });
});

test("a required column that is missing is named", () => {
  expect(findHeader(rowsOf(STUDENT.slice(1)), COLUMNS.students)).toMatchObject({
    ok: false,
    code: "COLUMN_MISSING",
    headers: ["کد ملی"],
    found: { rowNo: 1, missing: ["nationalId"], columns: [{ field: "gender" }, {}, {}, {}, {}] },
  });
});

test("a heading that occurs twice is ambiguous, unless nobody knows it or it is «کد ثبت نام»", () => {
  expect(findHeader(rowsOf([...STUDENT, "جنسیت"]), COLUMNS.students)).toMatchObject({
    ok: false,
    code: "COLUMN_AMBIGUOUS",
    headers: ["جنسیت"],
  });
  expect(findHeader(rowsOf([...STUDENT, "x", "x"]), COLUMNS.students).ok).toBe(true);
  expect(
    findHeader(rowsOf([...STUDENT, "کد ثبت نام", "کد ثبت نام", "کد ثبت نام"]), COLUMNS.students).ok,
  ).toBe(true);
});

test("synonyms of one field stand in their order of priority", () => {
  const reading = findHeader(
    rowsOf([...STUDENT, "mobile", "تلفن همراه", "تلفن همراه داوطلب"]),
    COLUMNS.students,
  );
  expect(reading.ok && reading.mapping.byField.get("mobile")?.map(({ column }) => column)).toEqual([8, 7, 6]);
});

test("«کد کارمندی» alone is another thing", () => {
  const reading = findHeader(rowsOf(["کد کارمندی", "نام پشتیبان", "جنسیت"]), COLUMNS.mentors);
  expect(reading).toMatchObject({ ok: false, code: "COLUMN_MISSING" });
});

test("a heading chosen by hand wins", () => {
  const reading = findHeader(rowsOf(["شناسه", ...STUDENT.slice(1)]), COLUMNS.students, {
    headings: { شناسه: "nationalId" },
  });
  expect(fieldsOf(reading)[0]).toBe("nationalId");
});

test("no heading names two fields of a kind", () => {
  for (const kind of KINDS) {
    const keys = COLUMNS[kind].flatMap(({ headers }) => headers.map(headerKey));
    expect(new Set(keys).size, kind).toBe(keys.length);
  }
});

test("how sure a column's field is: its own name, another name, a part of the heading, or somebody's choice", () => {
  const headings = ["کد ملی | x", "gender", "3 کد گروه", "وضعیت تحصیلی (کد)", "شهر", "مرکز ثبت نام", "نتیجه"];
  const reading = findHeader(rowsOf(headings), COLUMNS.students, {
    headings: { نتیجه: "regStatus" },
  });
  expect(reading.ok && reading.mapping.columns.map(({ match }) => match)).toEqual([
    "exact",
    "synonym",
    "part",
    "part",
    null,
    "exact",
    "chosen",
  ]);
});
