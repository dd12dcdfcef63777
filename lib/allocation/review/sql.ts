import { Prisma } from "@db";
import type { Reader } from "@/lib/db/tx";
import type { UnplacedReason } from "../reasons";

/** Filters of a run's decisions; `scope` = centres the viewer may see, empty = all. */
export type ItemFilter = {
  readonly runId: string;
  readonly scope: readonly number[];
  readonly result?: "placed" | "unplaced" | undefined;
  readonly state?: string | undefined;
  readonly center?: number | undefined;
  readonly gender?: number | undefined;
  readonly group?: number | undefined;
  readonly type?: number | undefined;
  readonly school?: number | undefined;
  readonly mentor?: number | undefined;
};

/** One decision of a run with the student and the mentor it is about. */
export type ItemRow = {
  position: number;
  studentId: string;
  nationalId: string;
  firstName: string;
  lastName: string;
  gender: 0 | 1;
  groupCode: number;
  centerCode: number;
  studentType: 0 | 1;
  schoolCode: number | null;
  mentorId: number | null;
  mentorName: string | null;
  loadBefore: number | null;
  state: string;
  reason: string | null;
  counter: string | null;
};

const FROM = Prisma.sql`
  FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
  LEFT JOIN "منتورها" m ON m."شناسه_منتور" = i.mentor_id`;

const within = (scope: readonly number[]): Prisma.Sql =>
  scope.length === 0 ? Prisma.empty : Prisma.sql`AND s."مرکز_ثبت_نام" = ANY(${[...scope]}::int[])`;

const where = (filter: ItemFilter): Prisma.Sql => {
  const { result, state, center, gender, group, type, school, mentor } = filter;
  return Prisma.sql`
    WHERE i.run_id = ${filter.runId}::uuid ${within(filter.scope)}
    ${result === undefined ? Prisma.empty : result === "placed" ? Prisma.sql`AND i.mentor_id IS NOT NULL` : Prisma.sql`AND i.mentor_id IS NULL`}
    ${state === undefined ? Prisma.empty : Prisma.sql`AND i.state = ${state}`}
    ${center === undefined ? Prisma.empty : Prisma.sql`AND s."مرکز_ثبت_نام" = ${center}`}
    ${gender === undefined ? Prisma.empty : Prisma.sql`AND s."جنسیت" = ${gender}`}
    ${group === undefined ? Prisma.empty : Prisma.sql`AND s."کد_گروه" = ${group}`}
    ${type === undefined ? Prisma.empty : Prisma.sql`AND s."نوع_دانش_آموز" = ${type}`}
    ${school === undefined ? Prisma.empty : Prisma.sql`AND s."کد_مدرسه" = ${school}`}
    ${mentor === undefined ? Prisma.empty : Prisma.sql`AND i.mentor_id = ${mentor}`}`;
};

/** A page of a run's decisions in national-id order. */
export const selectItems = (
  reader: Reader,
  filter: ItemFilter,
  page: { readonly offset: number; readonly size: number },
): Promise<ItemRow[]> =>
  reader.$queryRaw<ItemRow[]>`
    SELECT i.position, i.student_id AS "studentId", i.national_id AS "nationalId", s."نام" AS "firstName",
      s."نام_خانوادگی" AS "lastName", s."جنسیت" AS gender, s."کد_گروه" AS "groupCode",
      s."مرکز_ثبت_نام" AS "centerCode", s."نوع_دانش_آموز" AS "studentType", NULLIF(s."کد_مدرسه", 0) AS "schoolCode",
      i.mentor_id AS "mentorId", m."نام" AS "mentorName", i.load_before AS "loadBefore", i.state, i.reason,
      s."شمارنده" AS counter
    ${FROM} ${where(filter)} ORDER BY i.position LIMIT ${page.size} OFFSET ${page.offset}`;

/** How many decisions a filter meets. */
export const countItems = async (reader: Reader, filter: ItemFilter): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n ${FROM} ${where(filter)}`;
  return row?.n ?? 0;
};

/** Placed and unplaced of a run per centre and gender, by centre. */
export const selectPlacement = (reader: Reader, runId: string, scope: readonly number[]) =>
  reader.$queryRaw<{ center: number; gender: 0 | 1; placed: number; unplaced: number }[]>`
    SELECT s."مرکز_ثبت_نام" AS center, s."جنسیت" AS gender, count(i.mentor_id)::int AS placed,
      count(*) FILTER (WHERE i.mentor_id IS NULL)::int AS unplaced
    FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
    WHERE i.run_id = ${runId}::uuid ${within(scope)} GROUP BY 1, 2 ORDER BY 1, 2`;

/** Dead letters of a run with the students' names, in plan order. */
export const selectDeadLetters = (reader: Reader, runId: string, scope: readonly number[]) =>
  reader.$queryRaw<
    {
      id: string;
      position: number;
      studentId: string;
      code: string;
      at: Date;
      replayedAt: Date | null;
      firstName: string;
      lastName: string;
    }[]
  >`
    SELECT d.id::text AS id, d.position, d.student_id::text AS "studentId", d.code, d.at, d.replayed_at AS "replayedAt",
      s."نام" AS "firstName", s."نام_خانوادگی" AS "lastName"
    FROM dead_letters d JOIN "دانش_آموزان" s ON s."شناسه" = d.student_id
    WHERE d.run_id = ${runId}::uuid ${within(scope)} ORDER BY d.position`;

/** Placements a run planned, by mentor. */
export const selectTaken = (reader: Reader, runId: string) =>
  reader.$queryRaw<{ mentorId: number; taken: number }[]>`
    SELECT mentor_id AS "mentorId", count(*)::int AS taken FROM run_items
    WHERE run_id = ${runId}::uuid AND mentor_id IS NOT NULL GROUP BY 1`;

/** Unplaced students whom the rules treat alike, and one of them to explain it with. */
export type UnplacedClass = {
  gender: 0 | 1;
  group: number;
  center: number;
  type: 0 | 1;
  school: number | null;
  eduStatus: 0 | 1;
  reason: UnplacedReason;
  students: number;
  exampleId: string;
};

/**
 * Unplaced students of a run by class, biggest first. The school counts for school students only, graduates stand apart:
 * their code is another one. Source: Contracts §3.
 */
export const selectUnplacedClasses = (reader: Reader, runId: string, scope: readonly number[]) =>
  reader.$queryRaw<UnplacedClass[]>`
    SELECT s."جنسیت" AS gender, s."کد_گروه" AS "group", s."مرکز_ثبت_نام" AS center, s."نوع_دانش_آموز" AS type,
      CASE WHEN s."نوع_دانش_آموز" = 1 THEN NULLIF(s."کد_مدرسه", 0) END AS school, s."وضعیت_تحصیلی" AS "eduStatus",
      coalesce(i.reason, 'NO_MENTORS') AS reason, count(*)::int AS students,
      (array_agg(i.student_id ORDER BY i.position))[1] AS "exampleId"
    FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
    WHERE i.run_id = ${runId}::uuid AND i.mentor_id IS NULL ${within(scope)}
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY students DESC, min(i.position)`;

/** Who waits in a year and who does not and why, per gender, in the centres given (none = all). Source: Contracts §2. */
export const selectDemand = (reader: Reader, year: number, centers: readonly number[]) =>
  reader.$queryRaw<{ gender: 0 | 1; waiting: number; placed: number; onHold: number; withdrawn: number }[]>`
    SELECT gender, count(*) FILTER (WHERE NOT withdrawn AND NOT held AND NOT placed)::int AS waiting,
      count(*) FILTER (WHERE placed)::int AS placed,
      count(*) FILTER (WHERE held AND NOT withdrawn AND NOT placed)::int AS "onHold",
      count(*) FILTER (WHERE withdrawn)::int AS withdrawn
    FROM (SELECT s."جنسیت" AS gender, s."توقف_تخصیص" AS held, s."انصراف" AS withdrawn, EXISTS (
        SELECT 1 FROM "تخصیص_ها" a WHERE a."کد_ملی" = s."کد_ملی" AND a."سال_تحصیلی" = ${year}
          AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')) AS placed
      FROM "دانش_آموزان" s WHERE s."سال_تحصیلی" = ${year} ${within(centers)}) t
    GROUP BY gender`;

/** Names of mentors and whether the viewer's centres include one of their manager's. */
export const selectMentorNames = (reader: Reader, scope: readonly number[]) =>
  reader.$queryRaw<{ id: number; name: string; visible: boolean }[]>`
    SELECT m."شناسه_منتور" AS id, m."نام" AS name, (${scope.length === 0} OR EXISTS (
      SELECT 1 FROM manager_allowed_centers c WHERE c.manager_id = m."شناسه_مدیر"
        AND c.center_code = ANY(${[...scope]}::int[]))) AS visible
    FROM "منتورها" m`;
