import { Prisma } from "@db";
import { readRows } from "@/lib/db/rows";
import type { Reader } from "@/lib/db/tx";
import type { Unknown } from "./downstream";
import type { MentorFacts } from "./occupancy";
import type { Waiting } from "./outlook";

/** Whose mentors: those whose manager has a centre in `scope` (empty = all mentors), and one in `center` where given. */
export type PoolFilter = { scope: readonly number[]; center: number | null; manager: number | null };

const managedIn = (centers: readonly number[]): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM manager_allowed_centers x WHERE x.manager_id = m."شناسه_مدیر" AND x.center_code = ANY(${[...centers]}::int[]))`;

const conditionsOf = ({ scope, center, manager }: PoolFilter): Prisma.Sql =>
  Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(scope.length > 0 ? [managedIn(scope)] : []),
      ...(center === null ? [] : [managedIn([center])]),
      ...(manager === null ? [] : [Prisma.sql`m."شناسه_مدیر" = ${manager}`]),
    ],
    " AND ",
  );

/** Every mentor of a filter with what decides about pool, centres and groups, by id. */
export const selectPool = (reader: Reader, filter: PoolFilter): Promise<MentorFacts[]> =>
  readRows<MentorFacts>(
    reader,
    Prisma.sql`
    WITH centers AS (SELECT manager_id, array_agg(center_code ORDER BY center_code) AS codes FROM manager_allowed_centers GROUP BY 1),
      own AS (SELECT mentor_id, array_agg(center_code ORDER BY center_code) AS codes FROM mentor_allowed_centers GROUP BY 1),
      allowed AS (SELECT mentor_id, array_agg(group_code ORDER BY group_code) AS codes FROM mentor_allowed_groups GROUP BY 1)
    SELECT m."شناسه_منتور" AS id, m."نام" AS name, m."جنسیت" AS gender, m."نوع" AS kind, m."ظرفیت" AS capacity, m."بار_فعلی" AS load, m."بار_تخصیص" AS "ownLoad",
      m."سال_بار" AS "loadYear", m."کد_مستعار" AS alias, m."فعال" AS active, m."امکان_جذب" AS accepting,
      m."در_انتظار" AS placeholder, m."شناسه_مدیر" AS "managerId", g.name AS "managerName", g.active AS "managerActive",
      coalesce(centers.codes, '{}') AS "managerCenters", coalesce(own.codes, '{}') AS "ownCenters",
      coalesce(allowed.codes, '{}') AS groups
    FROM "منتورها" m LEFT JOIN managers g ON g.id = m."شناسه_مدیر"
      LEFT JOIN centers ON centers.manager_id = g.id LEFT JOIN own ON own.mentor_id = m."شناسه_منتور"
      LEFT JOIN allowed ON allowed.mentor_id = m."شناسه_منتور"
    WHERE ${conditionsOf(filter)} ORDER BY m."شناسه_منتور"`,
  );

/** How many of our active students of a year each of these mentors has, by the students' group. */
export const countByGroup = (
  reader: Reader,
  year: number,
  mentorIds: readonly number[],
): Promise<{ mentorId: number; groupCode: number; placed: number }[]> =>
  reader.$queryRaw`
    SELECT a."شناسه_منتور" AS "mentorId", s."کد_گروه" AS "groupCode", count(*)::int AS placed
    FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
    WHERE a."شناسه_منتور" = ANY(${[...mentorIds]}::int[]) AND a."سال_تحصیلی" = ${year} AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')
    GROUP BY 1, 2`;

/** How many of our active students of a year the mentors of each manager have, by the students' centre. */
export const countByCenter = (
  reader: Reader,
  year: number,
  filter: PoolFilter,
): Promise<{ managerId: number; centerCode: number; placed: number }[]> =>
  reader.$queryRaw`
    SELECT m."شناسه_مدیر" AS "managerId", s."مرکز_ثبت_نام" AS "centerCode", count(*)::int AS placed
    FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
      JOIN "منتورها" m ON m."شناسه_منتور" = a."شناسه_منتور"
    WHERE a."سال_تحصیلی" = ${year} AND a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND m."شناسه_مدیر" IS NOT NULL
      AND ${conditionsOf(filter)}
    GROUP BY 1, 2`;

/** Students of a year who could be placed and are not, by what decides who may take them; in these centres (none = all). */
export const countWaiting = (reader: Reader, year: number, centers: readonly number[]): Promise<Waiting[]> =>
  reader.$queryRaw`
    SELECT s."جنسیت" AS gender, s."کد_گروه" AS "group", s."مرکز_ثبت_نام" AS center, s."نوع_دانش_آموز" AS type,
      count(*)::int AS students
    FROM "دانش_آموزان" s
    WHERE s."سال_تحصیلی" = ${year} AND NOT s."توقف_تخصیص" AND NOT s."انصراف"
      AND (${centers.length === 0} OR s."مرکز_ثبت_نام" = ANY(${[...centers]}::int[]))
      AND NOT EXISTS (SELECT 1 FROM "تخصیص_ها" a WHERE a."کد_ملی" = s."کد_ملی" AND a."سال_تحصیلی" = ${year}
        AND a."وضعیت" IN ('OK', 'TEMP_REVIEW'))
    GROUP BY 1, 2, 3, 4`;

/** Students placed in the last days and still there, by mentor. */
export const countTaken = (
  reader: Reader,
  year: number,
  days: number,
): Promise<{ mentorId: number; taken: number }[]> =>
  reader.$queryRaw`
    SELECT "شناسه_منتور" AS "mentorId", count(*)::int AS taken FROM "تخصیص_ها"
    WHERE "سال_تحصیلی" = ${year} AND "وضعیت" IN ('OK', 'TEMP_REVIEW')
      AND "زمان_اختصاص" > now() - make_interval(days => ${days}::int)
    GROUP BY 1`;

const SENT = Prisma.sql`EXISTS (SELECT FROM export_rows x JOIN exports e ON e.id = x.export_id
  WHERE x.assignment_id = a."شناسه_تخصیص" AND e.profile = 'sabt' AND e.state = 'READY')`;

/**
 * Of a year, by mentor: our active placements that are in no Sabt file and in no load a file gave (`notSent`), and ended
 * ones the downstream system knows as living (`stillCounted`) — sent or counted, ended since the last mentor file was
 * applied, and not overwritten there by a later placement of the student that was sent. Source: Contracts §1.
 */
export const countUnknown = (reader: Reader, year: number): Promise<Unknown[]> =>
  reader.$queryRaw<Unknown[]>`
    WITH last AS (
      SELECT coalesce(max(applied_at), '-infinity') AS at FROM import_batches
      WHERE kind = 'mentors' AND year = ${year} AND status IN ('APPLIED', 'APPLIED_WITH_REJECTS')),
    told AS (
      SELECT a."شناسه_منتور" AS id, a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND a.counted_in_batch IS NULL AND NOT ${SENT} AS "notSent",
        a."وضعیت" = 'REVERTED' AND a.ended_at > last.at AND (a.counted_in_batch IS NOT NULL OR ${SENT})
          AND NOT EXISTS (SELECT FROM "تخصیص_ها" n JOIN export_rows x ON x.assignment_id = n."شناسه_تخصیص"
            JOIN exports e ON e.id = x.export_id AND e.profile = 'sabt' AND e.state = 'READY'
            WHERE n."کد_ملی" = a."کد_ملی" AND n."سال_تحصیلی" = a."سال_تحصیلی" AND n."وضعیت" IN ('OK', 'TEMP_REVIEW')) AS "stillCounted"
      FROM "تخصیص_ها" a JOIN "منتورها" m ON m."شناسه_منتور" = a."شناسه_منتور" AND m."سال_بار" = a."سال_تحصیلی" CROSS JOIN last
      WHERE a."سال_تحصیلی" = ${year} AND a."وضعیت" IN ('OK', 'TEMP_REVIEW', 'REVERTED'))
    SELECT id AS "mentorId", count(*) FILTER (WHERE "notSent")::int AS "notSent",
      count(*) FILTER (WHERE "stillCounted")::int AS "stillCounted"
    FROM told WHERE "notSent" OR "stillCounted" GROUP BY 1 ORDER BY 1`;
