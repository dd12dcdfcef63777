import { Prisma } from "@db";
import type { Reader, Tx } from "@/lib/db/tx";
import type { RowValue } from "@/lib/shared/row";

const ACTIVE = Prisma.sql`a."وضعیت" IN ('OK', 'TEMP_REVIEW')`;

/** Placements that an export to the downstream system carried; with an instant, only what was ready by then. */
const exportedBy = (instant: Date | null): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM export_rows x JOIN exports e ON e.id = x.export_id
  WHERE x.assignment_id = a."شناسه_تخصیص" AND e.profile = 'sabt' AND e.state = 'READY'
    ${instant === null ? Prisma.empty : Prisma.sql`AND e.ready_at <= ${instant}`})`;

export type LoadView = {
  /** Year the file's loads belong to. */
  readonly year: number;
  /** Our placements exported by then are contained in the file; null = none are. */
  readonly loadsInclude: Date | null;
};

/**
 * Stored mentors by id as text, with groups, schools and centres, and what an import of loads needs: our active, uncounted
 * placements of the year (`ownOfYear`), those that were exported at all (`exported`) and by the chosen instant
 * (`countable`). Source: Contracts §1.
 */
export const readMentors = async (
  reader: Reader,
  ids: readonly string[],
  { year, loadsInclude }: LoadView,
): Promise<Map<string, RowValue>> => {
  const rows = await reader.$queryRaw<(RowValue & { id: number })[]>`
    WITH ours AS (
      SELECT a."شناسه_منتور" AS id, count(*)::int AS own, count(*) FILTER (WHERE ${exportedBy(null)})::int AS exported,
        count(*) FILTER (WHERE ${loadsInclude === null ? Prisma.sql`false` : exportedBy(loadsInclude)})::int AS countable
      FROM "تخصیص_ها" a
      WHERE a."شناسه_منتور" = ANY(${ids.map(Number)}::int[]) AND a."سال_تحصیلی" = ${year} AND ${ACTIVE}
        AND a.counted_in_batch IS NULL
      GROUP BY 1)
    SELECT m."شناسه_منتور" AS id, m."نام" AS name, m."کلید_نام" AS "nameKey", m."جنسیت" AS gender, m."نوع" AS kind,
      m."ظرفیت" AS capacity, m."بار_پایه" AS "baseLoad", m."بار_تخصیص" AS "ownLoad", m."بار_فعلی" AS load,
      m."سال_بار" AS "loadYear", m."کد_مستعار" AS alias, m."شناسه_مدیر" AS "managerId", m."فعال" AS active,
      m."امکان_جذب" AS accepting, m."در_انتظار" AS placeholder, m."شماره_تلفن" AS mobile, m."منشأ"::text AS sources,
      array(SELECT g.group_code FROM mentor_allowed_groups g WHERE g.mentor_id = m."شناسه_منتور" ORDER BY 1) AS groups,
      array(SELECT s.school_code FROM mentor_schools s WHERE s.mentor_id = m."شناسه_منتور" ORDER BY 1) AS schools,
      array(SELECT c.center_code FROM mentor_allowed_centers c WHERE c.mentor_id = m."شناسه_منتور" ORDER BY 1) AS centers,
      coalesce(o.own, 0) AS "ownOfYear", coalesce(o.exported, 0) AS exported, coalesce(o.countable, 0) AS countable
    FROM "منتورها" m LEFT JOIN ours o ON o.id = m."شناسه_منتور"
    WHERE m."شناسه_منتور" = ANY(${ids.map(Number)}::int[])`;
  return new Map(rows.map((row) => [String(row.id), row]));
};

/** Locks these mentors until commit, by id: loads are changed by delta under this lock only. */
export const lockStoredMentors = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await tx.$queryRaw`SELECT 1 FROM "منتورها" WHERE "شناسه_منتور" = ANY(${ids.map(Number)}::int[])
    ORDER BY "شناسه_منتور" FOR NO KEY UPDATE`;
};

/** Writes whole mentors, new and changed ones, without our part of the load; the lists become exactly those given. */
export const writeMentors = async (tx: Tx, records: readonly RowValue[]): Promise<void> => {
  if (records.length === 0) return;
  const json = JSON.stringify(records);
  await tx.$executeRaw`
    INSERT INTO "منتورها" AS m ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار",
      "کد_مستعار", "شناسه_مدیر", "فعال", "امکان_جذب", "در_انتظار", "شماره_تلفن", "منشأ")
    SELECT id, coalesce(name, ''), "nameKey", gender, kind, capacity, "baseLoad", "loadYear", alias, "managerId",
      coalesce(active, true), coalesce(accepting, true), coalesce(placeholder, false), mobile,
      coalesce(sources, '{}')::jsonb
    FROM json_to_recordset(${json}::json) AS r(id int, name text, "nameKey" text, gender smallint, kind text, capacity int,
      "baseLoad" int, "loadYear" int, alias int, "managerId" int, active boolean, accepting boolean, placeholder boolean,
      mobile text, sources text)
    ON CONFLICT ("شناسه_منتور") DO UPDATE SET "نام" = EXCLUDED."نام", "کلید_نام" = EXCLUDED."کلید_نام",
      "جنسیت" = EXCLUDED."جنسیت", "نوع" = EXCLUDED."نوع", "ظرفیت" = EXCLUDED."ظرفیت", "بار_پایه" = EXCLUDED."بار_پایه",
      "سال_بار" = EXCLUDED."سال_بار", "کد_مستعار" = EXCLUDED."کد_مستعار", "شناسه_مدیر" = EXCLUDED."شناسه_مدیر",
      "فعال" = EXCLUDED."فعال", "امکان_جذب" = EXCLUDED."امکان_جذب", "در_انتظار" = EXCLUDED."در_انتظار",
      "شماره_تلفن" = EXCLUDED."شماره_تلفن", "منشأ" = EXCLUDED."منشأ", "نسخه" = m."نسخه" + 1, "زمان_تغییر" = now()`;
  await replaceList(tx, json, { table: "mentor_allowed_groups", column: "group_code", field: "groups" });
  await replaceList(tx, json, { table: "mentor_schools", column: "school_code", field: "schools" });
  await replaceList(tx, json, { table: "mentor_allowed_centers", column: "center_code", field: "centers" });
};

type ListTable = {
  readonly table: "mentor_allowed_groups" | "mentor_schools" | "mentor_allowed_centers";
  readonly column: "group_code" | "school_code" | "center_code";
  readonly field: "groups" | "schools" | "centers";
};

/** Makes the lists of these mentors exactly those of the records; the names are literals of this file. */
const replaceList = async (tx: Tx, json: string, { table, column, field }: ListTable): Promise<void> => {
  const [list, code, key] = [Prisma.raw(table), Prisma.raw(column), Prisma.raw(field)];
  await tx.$executeRaw`
    WITH given AS (
      SELECT r.id, c.code::int AS code FROM json_to_recordset(${json}::json) AS r(id int, ${key} json)
      CROSS JOIN LATERAL json_array_elements_text(coalesce(r.${key}, '[]'::json)) AS c(code)
    ), gone AS (
      DELETE FROM ${list} x USING json_to_recordset(${json}::json) AS r(id int)
      WHERE x.mentor_id = r.id AND NOT EXISTS (SELECT 1 FROM given g WHERE g.id = x.mentor_id AND g.code = x.${code})
    )
    INSERT INTO ${list} (mentor_id, ${code}) SELECT id, code FROM given ON CONFLICT DO NOTHING`;
};

/**
 * Marks our placements that the batch's file already contains as counted in it: those of the year, exported by the
 * instant, of these mentors. Marked ones keep their mark, so doing it twice changes nothing. Source: Contracts §1.
 */
export const markCounted = async (
  tx: Tx,
  batchId: string,
  { mentorIds, year, loadsInclude }: { mentorIds: readonly number[]; year: number; loadsInclude: Date },
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" a SET counted_in_batch = ${batchId}::uuid
    WHERE a."شناسه_منتور" = ANY(${[...mentorIds]}::int[]) AND a."سال_تحصیلی" = ${year} AND ${ACTIVE}
      AND a.counted_in_batch IS NULL AND ${exportedBy(loadsInclude)}`;
};

/**
 * Sets our part of these mentors' loads to what it is by definition: active placements of the load's year that no file
 * contains yet. Under the lock of the mentors and the pool this is the same as adding the difference. Source: Contracts §1.
 */
export const countOwnLoads = async (tx: Tx, mentorIds: readonly number[]): Promise<void> => {
  await tx.$executeRaw`
    WITH ours AS (
      SELECT m."شناسه_منتور" AS id, count(a."شناسه_تخصیص")::int AS own FROM "منتورها" m
      LEFT JOIN "تخصیص_ها" a ON a."شناسه_منتور" = m."شناسه_منتور" AND a."سال_تحصیلی" = m."سال_بار" AND ${ACTIVE}
        AND a.counted_in_batch IS NULL
      WHERE m."شناسه_منتور" = ANY(${[...mentorIds]}::int[]) GROUP BY 1)
    UPDATE "منتورها" m SET "بار_تخصیص" = o.own FROM ours o WHERE m."شناسه_منتور" = o.id AND m."بار_تخصیص" <> o.own`;
};
