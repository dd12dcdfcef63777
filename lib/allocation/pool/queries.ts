import { gunzipSync } from "node:zlib";
import { Prisma, type Student } from "@db";
import { inScope, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { readRows } from "@/lib/db/rows";
import type { Reader } from "@/lib/db/tx";
import { readPoolVersion } from "@/lib/jobs/pool-version";
import { keepNewest } from "@/lib/shared/kept";
import { readInputText } from "../canonical";
import { leaving } from "../drain/leave";
import type { Bit, PoolMentor, PoolStudent, Snapshot, StartRun } from "../schema";
import { SNAPSHOT_VERSION } from "../schema";
import { type StoredMentor, toPoolMentor } from "../stored-mentor";

/**
 * What a snapshot is taken of. `chosenStudents` (uuids): only those of them who are eligible; empty = everyone who is. With a
 * `drainedMentorId` the students are those who can be moved from that mentor, who is out of the pool.
 */
export type PoolScope = Pick<StartRun, "year" | "policy" | "centers" | "switches"> & {
  readonly chosenStudents?: readonly string[];
  readonly drainedMentorId?: number | null;
};
/** Which students a pool is made of. */
export type StudentScope = Pick<PoolScope, "year" | "centers" | "chosenStudents" | "drainedMentorId">;

/** Nobody's students of a year, or in a drain those a mentor can give away: a pin or a review keeps them. Contracts §2. */
const unbound = ({ year, drainedMentorId = null }: StudentScope): Prisma.Sql =>
  drainedMentorId === null
    ? Prisma.sql`NOT EXISTS (SELECT 1 FROM "تخصیص_ها" a WHERE a."کد_ملی" = s."کد_ملی" AND a."سال_تحصیلی" = ${year}
        AND a."وضعیت" IN ('OK', 'TEMP_REVIEW'))`
    : Prisma.sql`EXISTS (SELECT 1 FROM "تخصیص_ها" a WHERE a."کد_ملی" = s."کد_ملی" AND a."سال_تحصیلی" = ${year}
        AND a."شناسه_منتور" = ${drainedMentorId} AND a."وضعیت" = 'OK' AND NOT a.pinned)`;

/** Eligible students `s` of a scope: Contracts §2, said once for everything that counts or reads them. */
const eligible = ({ chosenStudents = [], ...scope }: StudentScope): Prisma.Sql => Prisma.sql`
  s."سال_تحصیلی" = ${scope.year} AND NOT s."توقف_تخصیص" AND NOT s."انصراف"
  ${scope.centers.length === 0 ? Prisma.empty : Prisma.sql`AND s."مرکز_ثبت_نام" = ANY(${[...scope.centers]}::int[])`}
  ${chosenStudents.length === 0 ? Prisma.empty : Prisma.sql`AND s."شناسه" = ANY(${[...chosenStudents]}::uuid[])`}
  AND ${unbound(scope)}`;

/** A stored student as the pool sees them. */
export const toPoolStudent = (row: Student): PoolStudent => ({
  nationalId: row.nationalId,
  gender: row.gender as Bit,
  group: row.groupCode,
  center: row.centerCode,
  type: row.studentType as Bit,
  school: row.schoolCode === 0 ? null : row.schoolCode,
  eduStatus: row.eduStatus as Bit,
});

/** All mentors there are, or those asked for, as stored, by id. */
export const readStoredMentors = (reader: Reader, ids: readonly number[] | null = null) =>
  readRows<StoredMentor>(
    reader,
    Prisma.sql`
    SELECT m."شناسه_منتور" AS id, m."نام" AS name, m."کد_مستعار" AS alias, m."جنسیت" AS gender, m."نوع" AS kind,
      m."ظرفیت" AS capacity, m."بار_فعلی" AS load, m."سال_بار" AS "loadYear", m."فعال" AS active,
      m."امکان_جذب" AS accepting, m."در_انتظار" AS placeholder,
      m."شناسه_مدیر" AS "managerId", g.active AS "managerActive",
      ARRAY(SELECT center_code FROM manager_allowed_centers c WHERE c.manager_id = g.id ORDER BY 1) AS "managerCenters",
      ARRAY(SELECT center_code FROM mentor_allowed_centers c WHERE c.mentor_id = m."شناسه_منتور" ORDER BY 1) AS "ownCenters",
      ARRAY(SELECT group_code FROM mentor_allowed_groups a WHERE a.mentor_id = m."شناسه_منتور" ORDER BY 1) AS groups,
      ARRAY(SELECT school_code FROM mentor_schools s WHERE s.mentor_id = m."شناسه_منتور" ORDER BY 1) AS schools
    FROM "منتورها" m LEFT JOIN managers g ON g.id = m."شناسه_مدیر"
    WHERE ${ids === null} OR m."شناسه_منتور" = ANY(${[...(ids ?? [])]}::int[])
    ORDER BY m."شناسه_منتور"`,
  );

/** All mentors there are, those out of the pool with their reason, by id. Source: Contracts §3. */
export async function readPoolMentors(reader: Reader, year: number, ids: readonly number[] | null = null) {
  const rows = await readStoredMentors(reader, ids);
  return rows.map((row) => toPoolMentor(row, year));
}

const mentorsNow = keepNewest<readonly PoolMentor[]>(3);

/** All mentors as they are now, for telling and never for deciding: read once per year and state of the pool. */
export const readMentorsNow = async (year: number): Promise<readonly PoolMentor[]> =>
  await mentorsNow(`${await readPoolVersion()} ${year}`, () => readPoolMentors(db(), year));

/**
 * Students eligible in a year, by national id: of that year, not on hold, not withdrawn, without an active assignment
 * in it, in the centres of the scope (none given = all). Source: Contracts §2.
 */
export function readPoolStudents(reader: Reader, scope: StudentScope) {
  return readRows<PoolStudent>(
    reader,
    Prisma.sql`
    SELECT s."کد_ملی" AS "nationalId", s."جنسیت" AS gender, s."کد_گروه" AS "group", s."مرکز_ثبت_نام" AS center,
      s."نوع_دانش_آموز" AS type, NULLIF(s."کد_مدرسه", 0) AS school, s."وضعیت_تحصیلی" AS "eduStatus"
    FROM "دانش_آموزان" s
    WHERE ${eligible(scope)}
    ORDER BY s."کد_ملی" COLLATE "C"`,
  );
}

/** How many are eligible in a scope: everyone who waits for a mentor in its year. Source: Contracts §2. */
export async function countEligible(reader: Reader, scope: StudentScope): Promise<number> {
  const [row] = await reader.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM "دانش_آموزان" s WHERE ${eligible(scope)}`;
  return row?.n ?? 0;
}

/** Whether anybody is eligible in a scope. */
export async function hasEligible(reader: Reader, scope: StudentScope): Promise<boolean> {
  const [row] = await reader.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "دانش_آموزان" s WHERE ${eligible(scope)}) AS found`;
  return row?.found === true;
}

/**
 * Everything a plan is a function of, as it is now. Call it in a REPEATABLE READ transaction, or while the pool is held:
 * students and mentors must be of one moment. Source: Contracts §4.
 */
export async function readSnapshot(reader: Reader, scope: PoolScope): Promise<Snapshot> {
  const mentors = await readPoolMentors(reader, scope.year);
  return {
    version: SNAPSHOT_VERSION,
    year: scope.year,
    policy: scope.policy,
    switches: scope.switches,
    centers: [...scope.centers].sort((a, b) => a - b),
    students: await readPoolStudents(reader, scope),
    mentors: mentors.map((mentor) => (mentor.id === scope.drainedMentorId ? leaving(mentor) : mentor)),
  };
}

/** Whether all of these students (uuids, each once) exist and lie in an actor's centres. Source: Contracts §6. */
export async function seesStudents(reader: Reader, staff: Staff, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const rows = await reader.student.findMany({
    where: { id: { in: [...ids] } },
    select: { centerCode: true },
  });
  return rows.length === ids.length && rows.every((row) => inScope(staff, row.centerCode));
}

/** Why a run cannot be planned at all. Source: Contracts §4. */
export type PlanObstacle = "RUN_NO_STUDENTS" | "RUN_NO_MENTORS" | "RUN_NO_CENTERS";

/** What a run lacks before it is even planned: the refusal, or null. Source: Contracts §4. */
export async function findRunObstacle(reader: Reader, scope: StudentScope): Promise<PlanObstacle | null> {
  const [found] = await reader.$queryRaw<{ students: boolean; mentors: boolean; managed: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "منتورها") AS mentors,
      EXISTS (SELECT 1 FROM managers m JOIN manager_allowed_centers c ON c.manager_id = m.id WHERE m.active) AS managed,
      EXISTS (SELECT 1 FROM "دانش_آموزان" s WHERE ${eligible(scope)}) AS students`;
  if (!found?.students) return "RUN_NO_STUDENTS";
  if (!found.mentors) return "RUN_NO_MENTORS";
  return found.managed ? null : "RUN_NO_CENTERS";
}

/** The snapshot a run was planned on, as stored, without who is a graduate. Throws when the run has none. */
export async function readStoredSnapshot(reader: Reader, runId: string): Promise<Snapshot> {
  const stored = await reader.runSnapshot.findUniqueOrThrow({ where: { runId } });
  return readInputText(gunzipSync(stored.data).toString("utf8"));
}
