import { Prisma } from "@db";
import { among, type Codes, either, listed } from "../../db/among";
import { readRows } from "../../db/rows";
import type { Reader } from "../../db/tx";

/** What a list of students may be narrowed by; absent = not narrowed. `scope` empty = all centres. */
export type StudentFilter = {
  scope: readonly number[];
  /** Only this student (uuid). */
  id?: string | undefined;
  /** Only students now with this mentor (a MENTOR's own view). */
  mentorId?: number | undefined;
  year?: number | undefined;
  center?: Codes;
  group?: Codes;
  gender?: number | undefined;
  /** 0 normal, 1 of a special school. */
  studentType?: number | undefined;
  regStatus?: Codes;
  school?: Codes;
  status?: Codes<StudentStatus>;
  /** Folded text: part of a name, or a whole national id or counter. */
  search?: string | undefined;
};
/** Where a student stands: WAITING has never been planned, UNPLACED was and found nobody. */
export type StudentStatus = "PLACED" | "UNPLACED" | "REVIEW" | "WAITING" | "HOLD" | "WITHDRAWN";

export type StudentRow = {
  id: string;
  nationalId: string;
  firstName: string;
  lastName: string;
  gender: number;
  centerCode: number;
  groupCode: number;
  schoolCode: number | null;
  studentType: number;
  year: number;
  counter: string | null;
  onHold: boolean;
  withdrawn: boolean;
  /** OK · TEMP_REVIEW · NEEDS_NEW_MENTOR; null = none. */
  assignmentStatus: string | null;
  mentorId: number | null;
  mentorName: string | null;
  version: number;
};

/** Assignments that say where a student stands in their year; at most one, as a placement closes what was open. */
const STANDING = Prisma.sql`a."کد_ملی" = s."کد_ملی" AND a."سال_تحصیلی" = s."سال_تحصیلی"
    AND a."وضعیت" <> 'REVERTED' AND a.superseded_by IS NULL`;
const has = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (SELECT FROM "تخصیص_ها" a
  WHERE a."کد_ملی" = s."کد_ملی" AND a."سال_تحصیلی" = s."سال_تحصیلی" AND ${condition})`;
const FREE = Prisma.sql`NOT s."توقف_تخصیص" AND NOT s."انصراف"`;

/** Said about the student alone, so that nothing is joined to rows that are only counted or skipped. */
const STATUS: Readonly<Record<StudentStatus, Prisma.Sql>> = {
  PLACED: has(Prisma.sql`a."وضعیت" IN ('OK', 'TEMP_REVIEW')`),
  REVIEW: has(Prisma.sql`a."وضعیت" = 'TEMP_REVIEW'`),
  UNPLACED: Prisma.sql`${has(Prisma.sql`a."وضعیت" = 'NEEDS_NEW_MENTOR' AND a.superseded_by IS NULL`)} AND ${FREE}`,
  WAITING: Prisma.sql`NOT EXISTS (SELECT FROM "تخصیص_ها" a WHERE ${STANDING}) AND ${FREE}`,
  HOLD: Prisma.sql`s."توقف_تخصیص" AND NOT s."انصراف"`,
  WITHDRAWN: Prisma.sql`s."انصراف"`,
};

const conditionsOf = (filter: StudentFilter): Prisma.Sql => {
  const all: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (filter.id !== undefined) all.push(Prisma.sql`s."شناسه" = ${filter.id}::uuid`);
  if (filter.scope.length > 0) all.push(Prisma.sql`s."مرکز_ثبت_نام" = ANY(${[...filter.scope]}::int[])`);
  if (filter.mentorId !== undefined)
    all.push(has(Prisma.sql`a."شناسه_منتور" = ${filter.mentorId} AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')`));
  if (filter.year !== undefined) all.push(Prisma.sql`s."سال_تحصیلی" = ${filter.year}`);
  if (filter.center !== undefined) all.push(among(Prisma.sql`s."مرکز_ثبت_نام"`, filter.center));
  if (filter.group !== undefined) all.push(among(Prisma.sql`s."کد_گروه"`, filter.group));
  if (filter.gender !== undefined) all.push(Prisma.sql`s."جنسیت" = ${filter.gender}`);
  if (filter.studentType !== undefined) all.push(Prisma.sql`s."نوع_دانش_آموز" = ${filter.studentType}`);
  if (filter.regStatus !== undefined) all.push(among(Prisma.sql`s."وضعیت_ثبت_نام"`, filter.regStatus));
  if (filter.school !== undefined) all.push(among(Prisma.sql`s."کد_مدرسه"`, filter.school));
  if (filter.status !== undefined) all.push(either(listed(filter.status).map((one) => STATUS[one])));
  if (filter.search) all.push(searchOf(filter.search));
  return Prisma.join(all, " AND ");
};

const searchOf = (text: string): Prisma.Sql => {
  if (/^\d{9,10}$/.test(text)) return Prisma.sql`(s."کد_ملی" = ${text} OR s."شمارنده" = ${text})`;
  const like = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`s."کلید_جستجو" LIKE ${like}`;
};

const ORDER = {
  name: `s."نام_خانوادگی" COLLATE "fa-x-icu" ~D, s."نام" COLLATE "fa-x-icu" ~D`,
  nationalId: `s."کد_ملی" ~D`,
  counter: `s."شمارنده" ~D NULLS LAST`,
  center: `s."مرکز_ثبت_نام" ~D`,
  group: `s."کد_گروه" ~D`,
  mentor: `place ~D NULLS LAST`,
} as const;
export type StudentSort = keyof typeof ORDER;

/** The order is one of our own texts, never the caller's; `~D` marks where the direction goes. Turned as a whole, so an index serves both ways. */
const orderOf = (sort: StudentSort, desc: boolean): Prisma.Sql =>
  Prisma.raw(`${ORDER[sort]}, s."کد_ملی" ~D`.replaceAll("~D", desc ? "DESC" : "ASC"));

const ROW = Prisma.sql`s."شناسه" AS id, s."کد_ملی" AS "nationalId", s."نام" AS "firstName",
    s."نام_خانوادگی" AS "lastName", s."جنسیت" AS gender, s."مرکز_ثبت_نام" AS "centerCode", s."کد_گروه" AS "groupCode",
    s."کد_مدرسه" AS "schoolCode", s."نوع_دانش_آموز" AS "studentType", s."سال_تحصیلی" AS year, s."شمارنده" AS counter,
    s."توقف_تخصیص" AS "onHold", s."انصراف" AS withdrawn, a."وضعیت" AS "assignmentStatus",
    a."شناسه_منتور" AS "mentorId", m."نام" AS "mentorName", s."نسخه" AS version`;
const WITH_STANDING = Prisma.sql`LEFT JOIN "تخصیص_ها" a ON ${STANDING}
    LEFT JOIN "منتورها" m ON m."شناسه_منتور" = a."شناسه_منتور"`;

/**
 * Only the order by mentor needs to know where a student stands before the page is cut. The mentors are put in the order of
 * their names first: comparing the names of the mentors, then places, is half the work of comparing a name per student.
 */
const sortedFrom = (sort: StudentSort): Prisma.Sql =>
  sort === "mentor"
    ? Prisma.sql`"دانش_آموزان" s LEFT JOIN "تخصیص_ها" a ON ${STANDING}
        LEFT JOIN (SELECT "شناسه_منتور" AS id, row_number() OVER (ORDER BY "نام" COLLATE "fa-x-icu", "شناسه_منتور") AS place
          FROM "منتورها") named ON named.id = a."شناسه_منتور"`
    : Prisma.sql`"دانش_آموزان" s`;
/** What the page found by keys alone keeps, besides the key, to be told in the same order. */
const keyOf = (sort: StudentSort): Prisma.Sql =>
  sort === "mentor" ? Prisma.sql`s."کد_ملی", place` : Prisma.sql`s."کد_ملی"`;

/**
 * One page of students with where they stand now; Persian order of names. The page is found first, by keys alone: a deep
 * page would otherwise join everyone before it.
 */
export const selectStudents = (
  reader: Reader,
  filter: StudentFilter,
  page: { sort: StudentSort; desc: boolean; offset: number; size: number },
): Promise<StudentRow[]> => reader.$queryRaw<StudentRow[]>`
  SELECT ${ROW}
  FROM (SELECT ${keyOf(page.sort)} FROM ${sortedFrom(page.sort)}
      WHERE ${conditionsOf(filter)} ORDER BY ${orderOf(page.sort, page.desc)} LIMIT ${page.size} OFFSET ${page.offset}) page
    JOIN "دانش_آموزان" s ON s."کد_ملی" = page."کد_ملی"
    ${WITH_STANDING}
  ORDER BY ${orderOf(page.sort, page.desc)}`;

/** The ids of all students a filter finds, in order: one moment's answer, for work that then goes page by page. */
export const selectStudentIds = async (
  reader: Reader,
  filter: StudentFilter,
  { sort, desc }: { sort: StudentSort; desc: boolean },
): Promise<string[]> => {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT s."شناسه" AS id FROM ${sortedFrom(sort)} WHERE ${conditionsOf(filter)} ORDER BY ${orderOf(sort, desc)}`;
  return rows.map(({ id }) => id);
};

/** What a file says of a student. */
export type StudentLine = Pick<
  StudentRow,
  | "id"
  | "nationalId"
  | "firstName"
  | "lastName"
  | "centerCode"
  | "groupCode"
  | "year"
  | "counter"
  | "onHold"
  | "withdrawn"
  | "assignmentStatus"
  | "mentorId"
  | "mentorName"
>;

/**
 * These students in this order; whoever is gone meanwhile is left out. Asked for many at a time and put in order here: joined
 * to a list with places, the statement reads all students again for each of its pages.
 */
export const selectStudentLines = async (reader: Reader, ids: readonly string[]): Promise<StudentLine[]> => {
  const rows = await readRows<StudentLine>(
    reader,
    Prisma.sql`
      SELECT s."شناسه" AS id, s."کد_ملی" AS "nationalId", s."نام" AS "firstName", s."نام_خانوادگی" AS "lastName",
        s."مرکز_ثبت_نام" AS "centerCode", s."کد_گروه" AS "groupCode", s."سال_تحصیلی" AS year, s."شمارنده" AS counter,
        s."توقف_تخصیص" AS "onHold", s."انصراف" AS withdrawn, a."وضعیت" AS "assignmentStatus",
        a."شناسه_منتور" AS "mentorId", m."نام" AS "mentorName"
      FROM "دانش_آموزان" s ${WITH_STANDING} WHERE s."شناسه" = ANY(${[...ids]}::uuid[])`,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
};

/** How many students a filter finds. */
export const countStudents = async (reader: Reader, filter: StudentFilter): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM "دانش_آموزان" s WHERE ${conditionsOf(filter)}`;
  return Number(row?.n ?? 0);
};
