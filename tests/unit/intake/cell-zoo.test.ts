import { beforeAll, describe, expect, test } from "vitest";
import { openWorkbook } from "@/lib/excel/read";
import type { SheetRow } from "@/lib/excel/sheet";
import { COLUMNS } from "@/lib/intake/columns";
import { findHeader } from "@/lib/intake/header";
import { normaliseRow } from "@/lib/intake/normalise";
import { parseStudent } from "@/lib/student/parse-row";
import { type Cell, makeXlsx } from "../../support/workbook";
import { reference } from "./reference";

const HEADINGS = {
  nationalId: "کد ملی",
  firstName: "نام",
  birthDate: "تاریخ تولد",
  gender: "جنسیت",
  groupCode: "کد گروه",
  eduStatus: "وضعیت تحصیلی",
  centerCode: "مرکز ثبت نام",
  regStatus: "وضعیت ثبت نام",
  schoolCode: "کد مدرسه",
  mobile: "تلفن همراه",
  gpa: "معدل",
  counter: "شمارنده",
} as const;
type Field = keyof typeof HEADINGS;

const STRINGS = [
  "<si><t>علی</t></si>",
  "<si><r><t>عل</t></r><r><rPr><b/></rPr><t>ی</t></r><rPh sb='0' eb='1'><t>ALI</t></rPh></si>",
  "<si><t xml:space='preserve'>  علی   رضا </t></si>",
  "<si><t>۱۰۱۳۴۲۵۱۱۱</t></si>",
  "<si><t>عل_x064A_</t></si>",
].join("");
const FORMATS = [
  "yyyy/mm/dd",
  "[$-fa-IR,16]yyyy/mm/dd;@",
  "0.00%",
  "0000000000",
  '"day" 0',
  "h:mm",
  "[Red]#,##0",
  "dd\\-mmm\\-yy",
  "General",
];
const [DATE, JALALI, PERCENT, ZEROS, QUOTED, CLOCK, RED, DASHED, GENERAL] = FORMATS.map((_, i) => i + 1);
const text = (value: string): string => `<c t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
const number = (value: string, style?: number): string =>
  `<c${style ? ` s="${style}"` : ""}><v>${value}</v></c>`;
const shared = (index: number): string => `<c t="s"><v>${index}</v></c>`;

/** What is in a cell, the field it stands in, the value that comes of it, and the codes that are noted. */
const ZOO: readonly [what: string, field: Field, xml: string, value: unknown, ...codes: string[]][] = [
  ["number", "groupCode", number("3"), 3],
  ["text of digits", "groupCode", text("3"), 3],
  ["Persian digits", "groupCode", text("۲۷"), 27, "DIGITS_FOLDED"],
  ["Arabic digits", "groupCode", text("٢٧"), 27, "DIGITS_FOLDED"],
  ["full-width digits", "groupCode", text("２７"), 27, "DIGITS_FOLDED"],
  ["float that is whole", "groupCode", number("3.0"), 3],
  ["text of a float", "groupCode", text("3.0"), 3, "NUMBER_FORM"],
  ["a fraction", "groupCode", number("3.5"), undefined, "GROUP_UNKNOWN"],
  ["negative", "groupCode", number("-3"), undefined, "GROUP_UNKNOWN"],
  ["name of a code", "groupCode", text("دوازدهم تجربی"), 3],
  ["name with another yeh", "groupCode", text("دوازدهم تجربي"), 3, "LETTERS_UNIFIED"],
  ["name with a half-space", "groupCode", text("دوازدهم\u200cتجربی"), 3, "MARKS_STRIPPED"],
  ["blank where a code must be", "groupCode", "<c/>", undefined, "GROUP_UNKNOWN"],
  ["only spaces", "groupCode", text("   "), undefined, "GROUP_UNKNOWN"],
  ["number in red with thousands", "schoolCode", number("9000", RED), 9000],
  ["quoted letters are no date", "schoolCode", number("650", QUOTED), 650],
  ["general", "schoolCode", number("650", GENERAL), 650],
  ["a percent is its number", "schoolCode", number("0.65", PERCENT), undefined, "SCHOOL_CODE_INVALID"],
  ["a school nobody knows", "schoolCode", number("777"), 777, "SCHOOL_UNKNOWN"],
  ["zero is no school", "schoolCode", number("0"), null],
  ["id as text", "nationalId", text("1013425111"), "1013425111"],
  ["id as number", "nationalId", number("1013425111"), "1013425111"],
  ["id as float", "nationalId", text("1013425111.0"), "1013425111", "NUMBER_FORM"],
  ["id in scientific form", "nationalId", number("1.013425111E9"), "1013425111"],
  ["text in scientific form", "nationalId", text("1.013425111E9"), "1013425111", "NUMBER_FORM"],
  ["id in Persian digits, shared", "nationalId", shared(3), "1013425111", "DIGITS_FOLDED"],
  ["id that lost its zeros", "nationalId", number("12345679"), "0012345679", "ZEROS_RESTORED"],
  ["id shown with zeros", "nationalId", number("12345679", ZEROS), "0012345679", "ZEROS_RESTORED"],
  ["id between marks", "nationalId", text("\u200e1013425111\u200f"), "1013425111", "MARKS_STRIPPED"],
  ["id with a half-space", "nationalId", text("10134\u200c25111"), "1013425111", "MARKS_STRIPPED"],
  ["id with a wrong digit", "nationalId", text("1013425112"), undefined, "NID_CHECKSUM"],
  ["id that is too short", "nationalId", number("12345"), undefined, "NID_FORMAT"],
  ["id as an error", "nationalId", '<c t="e"><v>#N/A</v></c>', undefined, "CELL_ERROR", "NID_MISSING"],
  ["id of equal digits", "nationalId", text("1111111111"), undefined, "NID_CHECKSUM"],
  ["shared string", "firstName", shared(0), "علی"],
  ["rich text with a phonetic run", "firstName", shared(1), "علی"],
  ["spaces around and inside", "firstName", shared(2), "علی رضا", "SPACES_CLEANED"],
  ["escaped letter", "firstName", shared(4), "علی", "LETTERS_UNIFIED"],
  ["inline string", "firstName", text("علی"), "علی"],
  ["inline rich text", "firstName", '<c t="inlineStr"><is><r><t>عل</t></r><r><t>ی</t></r></is></c>', "علی"],
  ["entities", "firstName", text("آ&amp;ب"), "آ&ب"],
  ["half-space kept", "firstName", text("علی\u200cرضا"), "علی\u200cرضا"],
  ["no-break space", "firstName", text("علی\u00a0رضا"), "علی رضا", "SPACES_CLEANED"],
  ["formula with a text", "firstName", '<c t="str"><f>A1</f><v>علی</v></c>', "علی", "FORMULA_CELL"],
  ["formula with a number", "groupCode", "<c><f>1+2</f><v>3</v></c>", 3, "FORMULA_CELL"],
  ["formula without a value", "groupCode", "<c><f>1+2</f></c>", undefined, "GROUP_UNKNOWN"],
  [
    "formula that fails",
    "gender",
    '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    undefined,
    "FORMULA_CELL",
    "CELL_ERROR",
    "GENDER_UNKNOWN",
  ],
  ["boolean true", "gender", '<c t="b"><v>1</v></c>', undefined, "GENDER_UNKNOWN"],
  ["word of a code", "gender", text("دخترانه"), 0],
  ["English word", "gender", text("Female"), 0],
  ["zero as a code", "gender", number("0"), 0],
  ["two is no status", "regStatus", number("2"), undefined, "REG_STATUS_UNKNOWN"],
  ["date by a built-in style", "birthDate", number("40000", FORMATS.length + 1), "2009-07-06"],
  ["date by a style of its own", "birthDate", number("40000", DATE), "2009-07-06"],
  ["date shown in Jalali", "birthDate", number("40000", JALALI), "2009-07-06"],
  ["date with dashes", "birthDate", number("40000", DASHED), "2009-07-06"],
  ["date with a time", "birthDate", number("40000.75", DATE), "2009-07-06"],
  ["first day of 1900", "birthDate", number("1", DATE), "1900-01-01"],
  ["the day that never was", "birthDate", number("60", DATE), null, "DATE_INVALID"],
  ["negative date", "birthDate", number("-5", DATE), null, "DATE_INVALID"],
  ["ISO date cell", "birthDate", '<c t="d"><v>2009-07-06T00:00:00</v></c>', "2009-07-06"],
  ["Jalali text", "birthDate", text("1388/04/15"), "2009-07-06"],
  [
    "Jalali text with dashes and Persian digits",
    "birthDate",
    text("۱۳۸۸-۰۴-۱۵"),
    "2009-07-06",
    "DIGITS_FOLDED",
  ],
  ["Gregorian text", "birthDate", text("2009-07-06"), "2009-07-06"],
  ["a day no month has", "birthDate", text("1388/12/31"), null, "DATE_INVALID"],
  ["words instead of a date", "birthDate", text("نامعلوم"), null, "DATE_INVALID"],
  ["a time in a date's place", "birthDate", number("0.5", CLOCK), null, "DATE_INVALID"],
  ["mobile without its zero", "mobile", number("9121234567"), "09121234567", "PHONE_PREFIX"],
  ["mobile with a prefix", "mobile", text("+989121234567"), "09121234567", "PHONE_PREFIX"],
  ["mobile that is none", "mobile", text("33445566"), null, "MOBILE_INVALID"],
  ["average as a number", "gpa", number("18.350000000000001"), 18.35],
  ["average with a Persian point", "gpa", text("۱۸٫۳۵"), 18.35, "DIGITS_FOLDED"],
  ["average above twenty", "gpa", number("21"), null, "GPA_RANGE"],
  ["counter as a number", "counter", number("543570001"), "543570001"],
  ["counter that is too short", "counter", text("5435"), undefined, "COUNTER_INVALID"],
  ["hyperlink", "firstName", text("علی"), "علی"],
  ["hidden cell", "firstName", text("علی"), "علی"],
];

const fields = Object.keys(HEADINGS) as Field[];
const sheetOf = (cells: readonly (readonly [Field, string])[]): string => {
  const heads = fields.map((field) => text(HEADINGS[field])).join("");
  const rows = cells.map(([own, xml], i) => {
    const hidden = i === cells.length - 1 ? ' hidden="1"' : "";
    return `<row r="${i + 2}"${hidden}>${fields.map((field) => (field === own ? xml : "<c/>")).join("")}</row>`;
  });
  const links = '<hyperlinks><hyperlink ref="B2" location="A1"/></hyperlinks>';
  return `<worksheet><sheetData><row r="1">${heads}</row>${rows.join("")}</sheetData>${links}</worksheet>`;
};

const readRows = async (bytes: Buffer): Promise<SheetRow[]> => {
  const rows: SheetRow[] = [];
  const book = await openWorkbook(bytes, "f.xlsx");
  for await (const batch of book.sheets[0]?.rows() ?? []) rows.push(...batch);
  return rows;
};

const readCell = (rows: readonly SheetRow[], rowNo: number, field: Field) => {
  const reading = findHeader(rows.slice(0, 1), COLUMNS.students);
  if (!reading.ok) throw new Error(reading.code);
  const row = rows.find((one) => one.rowNo === rowNo) ?? { rowNo, cells: [] };
  const normal = normaliseRow(row, COLUMNS.students, reading.mapping);
  const parsed = parseStudent(normal.texts, reference);
  const codes = [...normal.issues, ...parsed.issues].filter((issue) => issue.field === field);
  return { value: parsed.value[field], codes: [...new Set(codes.map(({ code }) => code as string))] };
};

describe("the cell zoo", () => {
  let rows: SheetRow[] = [];
  beforeAll(async () => {
    const cells: Cell[][] = [];
    rows = await readRows(
      makeXlsx([{ rows: cells, xml: sheetOf(ZOO.map(([, field, xml]) => [field, xml])) }], {
        strings: STRINGS,
        formats: FORMATS,
      }),
    );
  });

  test("has at least sixty cells", () => {
    expect(ZOO.length).toBeGreaterThanOrEqual(60);
  });

  test.each(ZOO.map((entry, i) => [entry[0], i] as const))("%s", (_, i) => {
    const [, field, , value, ...codes] = ZOO[i] as (typeof ZOO)[number];
    expect(readCell(rows, i + 2, field)).toEqual({ value, codes });
  });

  test("a workbook of 1904 counts its days from there", async () => {
    const xml = sheetOf([["birthDate", number("38538", DATE)]]);
    const read = await readRows(makeXlsx([{ xml }], { formats: FORMATS, date1904: true }));
    expect(readCell(read, 2, "birthDate")).toEqual({ value: "2009-07-06", codes: [] });
  });
});
