import type { Reader, Tx } from "@/lib/db/tx";
import type { RowValue } from "@/lib/shared/row";

/** A stored student as an import compares it; `id` is the شناسه. */
export type StoredStudent = RowValue & { readonly nationalId: string; readonly id: string };

/** Stored students by national id, those of the list that exist. */
export const readStudents = async (
  reader: Reader,
  nationalIds: readonly string[],
): Promise<Map<string, StoredStudent>> => {
  // One document instead of rows of columns: ten thousand students are read in a third of the time.
  const [found] = await reader.$queryRaw<{ students: string }[]>`
    SELECT coalesce(json_agg(row), '[]')::text AS students FROM (
      SELECT s."کد_ملی" AS "nationalId", s."شناسه"::text AS id, s."نام" AS "firstName", s."نام_خانوادگی" AS "lastName",
      s."نام_پدر" AS "fatherName", s."تاریخ_تولد"::text AS "birthDate", s."جنسیت" AS gender,
      s."وضعیت_تحصیلی" AS "eduStatus", s."مرکز_ثبت_نام" AS "centerCode", s."وضعیت_ثبت_نام" AS "regStatus",
      s."کد_گروه" AS "groupCode", s."کد_مدرسه" AS "schoolCode", s."نوع_دانش_آموز" AS "studentType",
      s."نوع_در_فایل" AS "fileType", s."شماره_تلفن" AS mobile, s."تلفن_منزل" AS "homePhone", s."تلفن_پدر" AS "fatherMobile",
      s."تلفن_مادر" AS "motherMobile", s."معدل"::float8 AS gpa, s."تخفیف" AS discount,
      s."شماره_پرونده_بنیاد" AS "martyrFileNo", s."شمارنده" AS counter, s."سال_تحصیلی" AS year, s."کلید_جستجو" AS "searchKey",
      s."منشأ"::text AS sources
    FROM unnest(${[...nationalIds]}::text[]) AS given(id) JOIN "دانش_آموزان" s ON s."کد_ملی" = given.id) AS row`;
  const rows = JSON.parse(found?.students ?? "[]") as StoredStudent[];
  return new Map(rows.map((row) => [row.nationalId, row]));
};

/** Of stored students only their شناسه and the sources of their fields (as `StoredStudent` has them), by national id. */
export const readStudentSources = async (
  reader: Reader,
  nationalIds: readonly string[],
): Promise<Map<string, { readonly id: string; readonly sources: string }>> => {
  const [found] = await reader.$queryRaw<{ students: string }[]>`
    SELECT coalesce(json_agg(json_build_array(s."کد_ملی", s."شناسه", s."منشأ"::text)), '[]')::text AS students
    FROM unnest(${[...nationalIds]}::text[]) AS given(id) JOIN "دانش_آموزان" s ON s."کد_ملی" = given.id`;
  const rows = JSON.parse(found?.students ?? "[]") as [string, string, string][];
  return new Map(rows.map(([nationalId, id, sources]) => [nationalId, { id, sources }]));
};

/** Locks these students until commit, by national id. */
export const lockStudents = async (tx: Tx, nationalIds: readonly string[]): Promise<void> => {
  await tx.$queryRaw`SELECT 1 FROM "دانش_آموزان" WHERE "کد_ملی" = ANY(${[...nationalIds]}::text[])
    ORDER BY "کد_ملی" FOR NO KEY UPDATE`;
};

/** Who has these counters, by number: the ledger knows also those of people who are under another number by now. */
export const readCounterOwners = async (
  reader: Reader,
  counters: readonly string[],
): Promise<Map<string, string>> => {
  if (counters.length === 0) return new Map();
  const rows = await reader.$queryRaw<{ counter: string; owner: string }[]>`
    SELECT counter, national_id AS owner FROM counter_ledger WHERE counter = ANY(${[...counters]}::text[])
    UNION SELECT "شمارنده", "کد_ملی" FROM "دانش_آموزان" WHERE "شمارنده" = ANY(${[...counters]}::text[])`;
  return new Map(rows.map(({ counter, owner }) => [counter, owner]));
};

/**
 * Writes whole student records, new and changed ones, in one statement. A stored counter is never replaced, and what an
 * import does not know (hold, withdrawal) stays. Source: Contracts §4, §5.
 */
export const writeStudents = async (tx: Tx, records: readonly RowValue[]): Promise<void> => {
  if (records.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "دانش_آموزان" AS s ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "نام_پدر", "تاریخ_تولد", "جنسیت",
      "وضعیت_تحصیلی", "مرکز_ثبت_نام", "وضعیت_ثبت_نام", "کد_گروه", "کد_مدرسه", "نوع_دانش_آموز", "نوع_در_فایل", "شماره_تلفن",
      "تلفن_منزل", "تلفن_پدر", "تلفن_مادر", "معدل", "تخفیف", "شماره_پرونده_بنیاد", "شمارنده", "سال_تحصیلی", "کلید_جستجو", "منشأ")
    SELECT "nationalId", id, coalesce("firstName", ''), coalesce("lastName", ''), coalesce("fatherName", ''), "birthDate",
      gender, "eduStatus", "centerCode", "regStatus", "groupCode", "schoolCode", "studentType", "fileType", mobile,
      "homePhone", "fatherMobile", "motherMobile", gpa, discount, "martyrFileNo", counter, year, "searchKey",
      coalesce(sources, '{}')::jsonb
    FROM json_to_recordset(${JSON.stringify(records)}::json) AS r("nationalId" text, id uuid, "firstName" text,
      "lastName" text, "fatherName" text, "birthDate" date, gender smallint, "eduStatus" smallint, "centerCode" int,
      "regStatus" smallint, "groupCode" int, "schoolCode" int, "studentType" smallint, "fileType" smallint, mobile text,
      "homePhone" text, "fatherMobile" text, "motherMobile" text, gpa numeric, discount text, "martyrFileNo" text,
      counter text, year int, "searchKey" text, sources text)
    ON CONFLICT ("کد_ملی") DO UPDATE SET "نام" = EXCLUDED."نام", "نام_خانوادگی" = EXCLUDED."نام_خانوادگی",
      "نام_پدر" = EXCLUDED."نام_پدر", "تاریخ_تولد" = EXCLUDED."تاریخ_تولد", "جنسیت" = EXCLUDED."جنسیت",
      "وضعیت_تحصیلی" = EXCLUDED."وضعیت_تحصیلی", "مرکز_ثبت_نام" = EXCLUDED."مرکز_ثبت_نام",
      "وضعیت_ثبت_نام" = EXCLUDED."وضعیت_ثبت_نام", "کد_گروه" = EXCLUDED."کد_گروه", "کد_مدرسه" = EXCLUDED."کد_مدرسه",
      "نوع_دانش_آموز" = EXCLUDED."نوع_دانش_آموز", "نوع_در_فایل" = EXCLUDED."نوع_در_فایل",
      "شماره_تلفن" = EXCLUDED."شماره_تلفن", "تلفن_منزل" = EXCLUDED."تلفن_منزل", "تلفن_پدر" = EXCLUDED."تلفن_پدر",
      "تلفن_مادر" = EXCLUDED."تلفن_مادر", "معدل" = EXCLUDED."معدل", "تخفیف" = EXCLUDED."تخفیف",
      "شماره_پرونده_بنیاد" = EXCLUDED."شماره_پرونده_بنیاد", "شمارنده" = coalesce(s."شمارنده", EXCLUDED."شمارنده"),
      "سال_تحصیلی" = EXCLUDED."سال_تحصیلی", "کلید_جستجو" = EXCLUDED."کلید_جستجو", "منشأ" = EXCLUDED."منشأ", "نسخه" = s."نسخه" + 1, "زمان_تغییر" = now()`;
};

/** Gives stored students without a counter the one a roster says they have. */
export const writeCounters = async (
  tx: Tx,
  given: readonly { nationalId: string; counter: string }[],
): Promise<void> => {
  if (given.length === 0) return;
  await tx.$executeRaw`
    UPDATE "دانش_آموزان" s SET "شمارنده" = g.counter, "نسخه" = s."نسخه" + 1, "زمان_تغییر" = now()
    FROM unnest(${given.map((one) => one.nationalId)}::text[], ${given.map((one) => one.counter)}::text[]) AS g(id, counter)
    WHERE s."کد_ملی" = g.id AND s."شمارنده" IS NULL`;
};

/**
 * Derives the type of every student of a year again and returns the national ids of those whose type changed: the roster
 * decides, a year without one takes the file's word, a graduate is 0. Source: Domain §4, Contracts §5.
 */
export const deriveTypesAgain = async (tx: Tx, year: number): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH derived AS (
      SELECT s."کد_ملی" AS id, CASE
        WHEN s."وضعیت_تحصیلی" = 0 THEN 0
        WHEN NOT EXISTS (SELECT 1 FROM special_schools WHERE year = ${year}) THEN coalesce(s."نوع_در_فایل", 0)
        WHEN EXISTS (SELECT 1 FROM special_schools x WHERE x.year = ${year} AND x.school_code = s."کد_مدرسه") THEN 1
        ELSE 0 END AS type
      FROM "دانش_آموزان" s WHERE s."سال_تحصیلی" = ${year})
    UPDATE "دانش_آموزان" s SET "نوع_دانش_آموز" = d.type, "نسخه" = s."نسخه" + 1, "زمان_تغییر" = now()
    FROM derived d WHERE s."کد_ملی" = d.id AND s."نوع_دانش_آموز" <> d.type RETURNING s."کد_ملی" AS id`;
  return rows.map(({ id }) => id);
};
