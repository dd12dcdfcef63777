import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** The valid national id whose first nine digits are this number. */
export const nationalId = (n: number): string => {
  const digits = String(n).padStart(9, "0");
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (10 - i), 0);
  const rest = sum % 11;
  return digits + String(rest < 2 ? rest : 11 - rest);
};

const csv = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${[head, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;

const MANAGERS = csv(
  ["کد مدیر", "نام مدیر", "مراکز"],
  [
    [11, "مدیر یک", "0"],
    [12, "مدیر دو", "1"],
  ],
);

const MENTOR_HEAD = [
  "کد کارمندی پشتیبان",
  "نام پشتیبان",
  "جنسیت",
  "کد مدیر",
  "نوع پشتیبان",
  "شامل گروه های آزمایشی",
  "تعداد داوطلبان تحت پوشش",
  "تعداد تحت پوشش خاص",
  "کدپستی",
];
const MENTORS = csv(MENTOR_HEAD, [
  [101, "پشتیبان یک", "دختر", 11, "عادی", "1", 0, 2, 1101],
  [102, "پشتیبان دو", "دختر", 11, "عادی", "1", 1, 4, 1102],
  [103, "پشتیبان سه", "پسر", 12, "عادی", "1", 0, 10, 1103],
]);

const STUDENT_HEAD = [
  "کدملی",
  "نام",
  "نام خانوادگی",
  "جنسیت",
  "کد گروه",
  "وضعیت تحصیلی",
  "مرکز ثبت نام",
  "وضعیت ثبت نام",
];
type Pupil = { n: number; gender?: string; center?: number; group?: number; id?: string };
const studentRow = ({ n, gender = "دختر", center = 0, group = 1, id }: Pupil) => [
  id ?? nationalId(n),
  `نام${n}`,
  "خانوادگی",
  gender,
  group,
  1,
  center,
  0,
];

/** Rows of a students' file. */
export const studentsCsv = (pupils: readonly Pupil[]): string => csv(STUDENT_HEAD, pupils.map(studentRow));

/** Six girls of centre 0 (five places), two boys of centre 1, a girl in a group nobody takes. */
export const PUPILS: readonly Pupil[] = [
  ...[1, 2, 3, 4, 5, 6].map((n) => ({ n })),
  ...[11, 12].map((n) => ({ n, gender: "پسر", center: 1 })),
  { n: 21, group: 3 },
];

/** A small office as files in a folder of its own: managers, mentors, students. */
export const writeOffice = async (): Promise<{
  folder: string;
  managers: string;
  mentors: string;
  students: string;
}> => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), "takhsis-office-"));
  const write = async (name: string, text: string) => {
    await fs.writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };
  return {
    folder,
    managers: await write("managers.csv", MANAGERS),
    mentors: await write("mentors.csv", MENTORS),
    students: await write("students.csv", studentsCsv(PUPILS)),
  };
};
