import { db } from "../../db/client";

/** What waits for somebody, and what the installation has at all. Zero where the reader may not see it. */
export type HomeCounts = {
  /** Quarantined rows that nothing has replaced yet. */
  quarantined: number;
  /** Open NEEDS_NEW_MENTOR rows of students who are neither on hold nor withdrawn. */
  unplaced: number;
  /** Assignments whose rules no longer hold. */
  inReview: number;
  /** Background work that ended with a refusal or error in the last seven days. */
  failedJobs: number;
  /** Batches that were checked and wait to be applied. */
  openBatches: number;
  /** Plans that were made and wait to be published. */
  openPlans: number;
  hasManagers: boolean;
  hasMentors: boolean;
  hasStudents: boolean;
  hasPublished: boolean;
};

/** Counts that follow from students, mentors, managers and assignments alone. */
export type PoolCounts = Pick<
  HomeCounts,
  "unplaced" | "inReview" | "hasManagers" | "hasMentors" | "hasStudents"
>;

/** What is to be done in the pool; looks at every student of those who wait. `scope` empty = all centres. */
export const countPool = async (scope: readonly number[]): Promise<PoolCounts> => {
  const centers = [...scope];
  const rows = await db().$queryRaw<PoolCounts[]>`
    SELECT
      (SELECT count(*)::int FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی" AND s."سال_تحصیلی" = a."سال_تحصیلی"
        WHERE a."وضعیت" = 'NEEDS_NEW_MENTOR' AND a.superseded_by IS NULL AND NOT s."توقف_تخصیص" AND NOT s."انصراف"
          AND (cardinality(${centers}::int[]) = 0 OR s."مرکز_ثبت_نام" = ANY(${centers}::int[]))) AS unplaced,
      (SELECT count(*)::int FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی" AND s."سال_تحصیلی" = a."سال_تحصیلی"
        WHERE a."وضعیت" = 'TEMP_REVIEW'
          AND (cardinality(${centers}::int[]) = 0 OR s."مرکز_ثبت_نام" = ANY(${centers}::int[]))) AS "inReview",
      EXISTS (SELECT FROM managers) AS "hasManagers",
      EXISTS (SELECT FROM "منتورها") AS "hasMentors",
      EXISTS (SELECT FROM "دانش_آموزان") AS "hasStudents"`;
  if (!rows[0]) throw new Error("a SELECT without FROM gives one row");
  return rows[0];
};

/** The other counts of the home page in one round trip; `scope` empty = all centres. */
export const countWork = async (scope: readonly number[]): Promise<Omit<HomeCounts, keyof PoolCounts>> => {
  const centers = [...scope];
  const rows = await db().$queryRaw<Omit<HomeCounts, keyof PoolCounts>[]>`
    SELECT
      (SELECT count(*)::int FROM import_rows r JOIN import_batches b ON b.id = r.batch_id
        WHERE r.status = 'QUARANTINED' AND b.status NOT IN ('CANCELLED', 'REVERTED')
          AND (cardinality(${centers}::int[]) = 0 OR r.center_code IS NULL OR r.center_code = ANY(${centers}::int[]))) AS quarantined,
      (SELECT count(*)::int FROM jobs WHERE state = 'FAILED' AND created_at > now() - interval '7 days') AS "failedJobs",
      (SELECT count(*)::int FROM import_batches WHERE status IN ('READY', 'NEEDS_REVIEW', 'APPLY_PAUSED')
        AND (cardinality(${centers}::int[]) = 0 OR centers = '{}' OR centers && ${centers}::int[])) AS "openBatches",
      (SELECT count(*)::int FROM runs WHERE state = 'PLANNED'
        AND (cardinality(${centers}::int[]) = 0 OR centers = '{}' OR centers && ${centers}::int[])) AS "openPlans",
      EXISTS (SELECT FROM runs WHERE state IN ('PUBLISHING', 'PUBLISHED')) AS "hasPublished"`;
  if (!rows[0]) throw new Error("a SELECT without FROM gives one row");
  return rows[0];
};
