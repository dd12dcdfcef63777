import { nationalId as checked } from "../tests/support/office";
import { type Cell, xlsxOf } from "../tests/support/workbook";

export type Upload = { name: string; mimeType: string; buffer: Buffer };

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const workbook = (name: string, rows: readonly (readonly Cell[])[]): Upload => ({
  name,
  mimeType: XLSX,
  buffer: xlsxOf(rows),
});

/** Ten digits whose last one is right. */
export const nationalId = (index: number): string => checked(1_000_000 + index * 7_919);

/** The one id of the sample that is wrong, and the one it should have been. */
export const WRONG_ID = nationalId(40).replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
export const RIGHT_ID = nationalId(40);

export const managers = (): Upload =>
  workbook("managers.xlsx", [
    ["کد مدیر", "نام مدیر", "مراکز"],
    [11, "سارا فلاحی", "مرکزی، گلستان"],
    [12, "حمید رستگار", "صدرا"],
  ]);

export const schools = (): Upload =>
  workbook("schools.xlsx", [
    ["کد مدرسه", "نام مدرسه", "جنسیت"],
    [2001, "دبیرستان نور", "دختر"],
    [2002, "دبیرستان امید", "پسر"],
    [2003, "دبیرستان بهار", ""],
  ]);

export const roster = (): Upload =>
  workbook("special-schools.xlsx", [
    ["سال", "کد مدرسه"],
    [1404, 2001],
  ]);

/** Six mentors: places for all girls of the sample, too few for the boys of Sadra, one seat of a special school. */
export const mentors = (): Upload =>
  workbook("mentors.xlsx", [
    [
      "کد کارمندی پشتیبان",
      "نام پشتیبان",
      "جنسیت",
      "کد مدیر",
      "نوع پشتیبان",
      "شامل گروه های آزمایشی",
      "نام مدرسه 1",
      "تعداد داوطلبان تحت پوشش",
      "تعداد تحت پوشش خاص",
      "کدپستی",
    ],
    [501, "زهرا نیک‌نام", "زن", 11, "عادی", "3,27", 0, 4, 20, 1501],
    [502, "مينا كريمي", "زن", 11, "عادی", "3,27", 0, 0, 20, 1502],
    [503, "نگار صادقی", "زن", 11, "مدرسه", "27", 2001, 0, 5, 1503],
    [504, "علی مرادی", "مرد", 11, "عادی", "3,27", 0, 10, 20, 1504],
    [505, "رضا یوسفی", "مرد", 12, "عادی", "3,27", 0, 1, 4, 1505],
    [506, "فرهاد امینی", "مرد", 12, "عادی", "1,5", 0, 2, 12, 1506],
  ]);

const HEADINGS = [
  "کد ملی",
  "نام",
  "نام خانوادگی",
  "جنسیت",
  "کد گروه",
  "وضعیت تحصیلی",
  "مرکز ثبت نام",
  "وضعیت ثبت نام",
  "کد مدرسه",
  "تلفن همراه",
];
const GIRLS = ["زهرا", "فاطمه", "مريم", "نرگس"];
const BOYS = ["علی", "محمد", "رضا", "کیان"];
const LAST = ["احمدی", "کريمي", "موسوی", "شريفي", "بهرامی"];
const CENTERS = ["مرکزی", "گلستان", "صدرا"];

/** As ids come out of spreadsheets: some in Persian digits, some as numbers that have lost their leading zeros. */
const asExported = (id: string, index: number): Cell => {
  if (index % 9 === 5) return id.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit)));
  return index % 9 === 7 ? Number(id) : id;
};

const studentRow = (index: number): Cell[] => {
  const isGirl = index % 2 === 0;
  const id = index === 40 ? WRONG_ID : nationalId(index);
  return [
    asExported(id, index),
    (isGirl ? GIRLS : BOYS)[index % 4] ?? "",
    LAST[index % 5] ?? "",
    isGirl ? "دختر" : "پسر",
    index % 3 === 0 ? 3 : 27,
    1,
    isGirl ? (CENTERS[index % 4 === 0 ? 0 : 1] ?? "") : (CENTERS[index % 3] ?? ""),
    "عادی",
    isGirl && index % 3 !== 0 && index % 4 === 0 ? 2001 : 2003,
    `0912${String(1_000_000 + index)}`,
  ];
};

/** Forty students, invented; the last one has a wrong national id. */
export const students = (): Upload =>
  workbook("students.xlsx", [HEADINGS, ...Array.from({ length: 40 }, (_, i) => studentRow(i + 1))]);

/** Three more, who come later. */
export const lateStudents = (): Upload =>
  workbook("late.xlsx", [HEADINGS, ...[52, 54, 58].map((index) => studentRow(index))]);

type Registered = number | { readonly index: number; readonly id?: string; readonly group?: string };

/** A registration report of some students, with what is wrong with some of them; `names` are headings called otherwise. */
export const registration = (
  name: string,
  rows: readonly Registered[],
  names: Readonly<Record<string, string>> = {},
): Upload =>
  workbook(name, [
    HEADINGS.map((heading) => names[heading] ?? heading),
    ...rows.map((row) => {
      const { index, id, group } =
        typeof row === "number" ? { index: row } : { id: undefined, group: undefined, ...row };
      const [, first = "", last = "", gender = "", code = "", ...rest] = studentRow(index);
      return [id ?? nationalId(index), first, last, gender, group ?? code, ...rest];
    }),
  ]);
