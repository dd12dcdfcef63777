import { type Chance, makeChance } from "./chance";
import {
  arabicLetters,
  type Cell,
  careful,
  dirtyId,
  dirtyMobile,
  dirtyName,
  persianDigits,
  type Row,
  SPOILS,
} from "./dirt";
import type { DemoMentor } from "./mentors";
import type { Manager, School } from "./office";
import { DEMO_YEAR } from "./size";
import type { DemoStudent } from "./students";

/** One workbook of one sheet: some lines above the headings, as reports have them. */
export type Sheet = {
  name: string;
  above: readonly (readonly Cell[])[];
  headings: readonly string[];
  rows: Iterable<readonly Cell[]>;
};

type Column = readonly [heading: string, key: string];

const cellsOf = (columns: readonly Column[], row: Row): Cell[] => columns.map(([, key]) => row[key] ?? null);
const headingsOf = (columns: readonly Column[]): string[] => columns.map(([heading]) => heading);

const LEVEL_NAMES = {
  KONKUR: "متوسطه دوم",
  SECONDARY2: "متوسطه دوم",
  SECONDARY1: "متوسطه اول",
  PRIMARY: "ابتدایی",
  VOCATIONAL: "هنرستان",
};

export const schoolSheet = (schools: readonly School[]): Sheet => ({
  name: "مدارس",
  above: [],
  headings: ["کد مدرسه", "نام مدرسه", "جنسیت", "مقطع", "نوع مدرسه", "ناحیه"],
  rows: schools.map(({ code, name, gender, level, district }, i) => [
    i % 40 === 4 ? persianDigits(String(code)) : code,
    i % 30 === 1 ? arabicLetters(name) : name,
    gender === 1 ? "پسرانه" : "دخترانه",
    LEVEL_NAMES[level],
    i % 3 === 0 ? "غیردولتی" : "دولتی",
    district,
  ]),
});

export const managerSheet = (managers: readonly Manager[]): Sheet => ({
  name: "مدیران",
  above: [],
  headings: ["کد مدیر", "نام مدیر", "مراکز", "فعال"],
  rows: managers.map(({ id, name, centers }, i) => [
    id,
    name,
    i % 2 === 0 ? centers.join("،") : centers.map((code) => CENTERS[code]).join("، "),
    "بلی",
  ]),
});

export const rosterSheet = (roster: readonly School[]): Sheet => ({
  name: "مدارس خاص",
  above: [],
  headings: ["سال", "کد مدرسه", "نام مدرسه"],
  rows: roster.map(({ code, name }) => [DEMO_YEAR, code, name]),
});

const CENTERS = ["مرکزی", "گلستان", "صدرا"];
const REG_STATUSES = { 0: "عادی", 1: "بنیاد", 3: "حکمت" };

const MENTOR_COLUMNS: readonly Column[] = [
  ["ردیف", "number"],
  ["کد کارمندی", "employee"],
  ["کد کارمندی پشتیبان", "id"],
  ["نام پشتیبان", "name"],
  ["جنسیت", "gender"],
  ["نام مدیر", "manager"],
  ["نوع پشتیبان", "kind"],
  ["گروه آزمایشی", "words"],
  ["شامل گروه های آزمایشی", "groups"],
  ["نام مدرسه 1", "school1"],
  ["نام مدرسه 2", "school2"],
  ["نام مدرسه 3", "school3"],
  ["نام مدرسه 4", "school4"],
  ["تعداد مدارس تحت پوشش", "schoolCount"],
  ["تعداد داوطلبان تحت پوشش", "load"],
  ["تعداد تحت پوشش خاص", "capacity"],
  ["کدپستی", "alias"],
  ["غیر فعال", "inactive"],
  ["امکان جذب دانش آموز", "accepting"],
  ["در انتظار تخصیص پشتیبان", "waiting"],
  ["تلفن همراه", "mobile"],
  ["توضیحات بازرس", "remark"],
];

const yesNo = (value: boolean): string => (value ? "بلی" : "خیر");

const mentorRow = (mentor: DemoMentor, i: number, chance: Chance): Row => ({
  number: i + 1,
  employee: 90_000 + i,
  id: i % 11 === 5 ? persianDigits(String(mentor.id)) : mentor.id,
  name: dirtyName(mentor.name, i % 3 === 0 ? chance : careful(chance)),
  gender: mentor.gender === 1 ? "مرد" : "زن",
  manager: i % 7 === 2 ? arabicLetters(mentor.manager.name) : mentor.manager.name,
  kind: mentor.kind,
  words: "آزاد",
  groups: i % 8 === 3 ? persianDigits(mentor.groups) : mentor.groups,
  ...Object.fromEntries([0, 1, 2, 3].map((at) => [`school${at + 1}`, mentor.schools[at] ?? 0])),
  schoolCount: mentor.schools.length,
  load: mentor.load,
  capacity: mentor.capacity,
  alias: mentor.alias,
  inactive: yesNo(mentor.inactive),
  accepting: yesNo(mentor.accepting),
  waiting: yesNo(mentor.waiting),
  mobile: dirtyMobile(mentor.mobile, i % 3 === 0 ? chance : careful(chance)),
});

export const mentorSheet = (mentors: readonly DemoMentor[]): Sheet => {
  const chance = makeChance(mentors.length + 5);
  return {
    name: "پشتیبانان",
    above: [["گزارش بازرسی پشتیبانان"], []],
    headings: headingsOf(MENTOR_COLUMNS),
    rows: mentors.map((mentor, i) => cellsOf(MENTOR_COLUMNS, mentorRow(mentor, i, chance))),
  };
};

const STUDENT_COLUMNS: readonly Column[] = [
  ["ردیف", "number"],
  ["کد ثبت نام", "girlCounter"],
  ["کد ثبت نام", "boyCounter"],
  ["کد ثبت نام", "legacyCounter"],
  ["کدملی", "nationalId"],
  ["نام", "firstName"],
  ["نام خانوادگی", "lastName"],
  ["نام پدر", "fatherName"],
  ["تاریخ تولد", "birthDate"],
  ["جنسیت", "gender"],
  ["گروه آزمایشی نهایی", "group"],
  ["دانش آموز فارغ", "status"],
  ["مرکز گلستان صدرا", "center"],
  ["مالی حکمت بنیاد", "regStatus"],
  ["مدرسه نهایی", "school"],
  ["نام مدرسه", "schoolName"],
  ["تلفن همراه داوطلب", "mobile"],
  ["تلفن منزل", "home"],
  ["تلفن همراه پدر", "fatherMobile"],
  ["تلفن همراه مادر", "motherMobile"],
  ["معدل", "gpa"],
  ["تخفیف", "discount"],
  ["شماره پرونده بنیاد شهید", "martyrFile"],
  ["کاربر ثبت کننده", "clerk"],
  ["ملاحظات", "remark"],
];

const genderCell = (gender: 0 | 1, chance: Chance): Cell =>
  chance.pick<Cell>(gender === 1 ? ["پسر", "پسر", "پسر", "مرد", 1] : ["دختر", "دختر", "دختر", "زن", 0]);

const studentRow = (student: DemoStudent, i: number, chance: Chance): Row => ({
  cleanId: student.nationalId,
  number: i + 1,
  legacyCounter: student.counter,
  nationalId: dirtyId(student.nationalId, chance),
  firstName: dirtyName(student.firstName, chance),
  lastName: dirtyName(student.lastName, chance),
  fatherName: dirtyName(student.fatherName, chance),
  birthDate: chance.happens(0.2) ? persianDigits(student.birthDate) : student.birthDate,
  gender: genderCell(student.gender, chance),
  group: chance.happens(0.06) ? persianDigits(String(student.group)) : student.group,
  status: student.graduate ? "فارغ التحصیل" : "دانش آموز",
  center: chance.happens(0.3) ? student.center : CENTERS[student.center]!,
  regStatus: REG_STATUSES[student.regStatus],
  school: student.school === null ? 0 : student.school.code,
  schoolName: student.school?.name ?? null,
  mobile: dirtyMobile(student.mobile, chance),
  home: student.home,
  fatherMobile: dirtyMobile(student.fatherMobile, chance),
  motherMobile: dirtyMobile(student.motherMobile, chance),
  gpa: Number(student.gpa),
  discount: chance.happens(0.05) ? "۱۰ درصد" : null,
  martyrFile: student.martyrFile,
  clerk: `کاربر ${1 + (i % 6)}`,
});

/** Share of the rows that came from a careless desk. */
const CARELESS = 0.35;

/** Every how many rows one is spoiled: fourteen in two thousand, at least a few in a small file. */
const spoilEvery = (count: number): number => Math.max(11, Math.min(140, Math.floor(count / 5)));

/** Rows as they come from the registration desk: repairable dirt everywhere, a few rows that must be quarantined. */
function* studentRows(students: readonly DemoStudent[]): Generator<readonly Cell[]> {
  const chance = makeChance(students.length + 9);
  const every = spoilEvery(students.length);
  let previous: Row | null = null;
  for (const [i, student] of students.entries()) {
    let row = studentRow(student, i, chance.happens(CARELESS) ? chance : careful(chance));
    const turn = Math.floor(i / every);
    if (i % every === 7) row = SPOILS[turn % SPOILS.length]!(row);
    // The same person twice with different data: neither can be taken. Once in a file.
    if (i === 60 && previous) row = { ...row, nationalId: previous.cleanId ?? null };
    previous = row;
    yield cellsOf(STUDENT_COLUMNS, row);
  }
}

export const studentSheet = (students: readonly DemoStudent[]): Sheet => ({
  name: "گزارش ثبت نام",
  above: [[`گزارش ثبت نام سال تحصیلی ${persianDigits(String(DEMO_YEAR))}`], []],
  headings: headingsOf(STUDENT_COLUMNS),
  rows: studentRows(students),
});
