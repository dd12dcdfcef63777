import { db } from "../../db/client";
import { OPEN_BATCHES } from "./links";

/**
 * What waits for somebody in the reader's centres, and what the installation has at all. A page shows each with the permission
 * of the list it opens.
 */
export type HomeCounts = {
  /** Quarantined rows that wait for somebody. */
  quarantined: number;
  /** Everyone who waits for a mentor in `waitingYear`, never planned included. */
  waiting: number;
  /** The year the queue opens with. */
  waitingYear: number;
  /** Assignments whose rules no longer hold. */
  inReview: number;
  /** Mentors with more students than places. */
  overloaded: number;
  /** Background work that ended with a refusal or error in the last seven days. */
  failedJobs: number;
  /** Batches that were checked and wait to be applied, those that stopped on the way among them. */
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
  "waiting" | "inReview" | "overloaded" | "hasManagers" | "hasMentors" | "hasStudents"
>;

type Own = Omit<PoolCounts, "waiting" | "overloaded">;

/** What the pool has and what is to be done in it, but for who waits or has too many. `scope` empty = all centres. */
export const countPool = async (scope: readonly number[]): Promise<Own> => {
  const centers = [...scope];
  const rows = await db().$queryRaw<Own[]>`
    SELECT
      (SELECT count(*)::int FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی" AND s."سال_تحصیلی" = a."سال_تحصیلی"
        WHERE a."وضعیت" = 'TEMP_REVIEW'
          AND (cardinality(${centers}::int[]) = 0 OR s."مرکز_ثبت_نام" = ANY(${centers}::int[]))) AS "inReview",
      EXISTS (SELECT FROM managers) AS "hasManagers",
      EXISTS (SELECT FROM "منتورها") AS "hasMentors",
      EXISTS (SELECT FROM "دانش_آموزان") AS "hasStudents"`;
  if (!rows[0]) throw new Error("a SELECT without FROM gives one row");
  return rows[0];
};

/** Counts of work that waits for people, not in the pool. */
export type WorkCounts = Pick<HomeCounts, "quarantined" | "openBatches" | "openPlans" | "hasPublished">;

/** Whose work: `centers` empty = all centres, `id` null = nobody's own. */
export type Reader = { readonly id: string | null; readonly centers: readonly number[] };

/**
 * The other counts of the home page in one round trip, each as the list its card opens counts: a row without a readable
 * centre waits for whoever opened its batch, one of a batch that is not decided about waits for nobody. Source: Contracts §6.
 */
export const countWork = async ({ id, ...reader }: Reader): Promise<WorkCounts> => {
  const centers = [...reader.centers];
  const rows = await db().$queryRaw<WorkCounts[]>`
    SELECT
      (SELECT count(*)::int FROM import_rows r JOIN import_batches b ON b.id = r.batch_id
        WHERE r.status = 'QUARANTINED' AND b.status NOT IN ('DRAFT', 'VALIDATING', 'CANCELLED', 'REVERTING', 'REVERTED')
          AND (cardinality(${centers}::int[]) = 0 OR ((b.centers = '{}' OR b.centers && ${centers}::int[])
            AND (r.center_code = ANY(${centers}::int[]) OR (r.center_code IS NULL AND b.created_by = ${id}::uuid))))) AS quarantined,
      (SELECT count(*)::int FROM import_batches WHERE status = ANY(${[...OPEN_BATCHES]})
        AND (cardinality(${centers}::int[]) = 0 OR centers = '{}' OR centers && ${centers}::int[])) AS "openBatches",
      (SELECT count(*)::int FROM runs WHERE state = 'PLANNED'
        AND (cardinality(${centers}::int[]) = 0 OR centers = '{}' OR centers && ${centers}::int[])) AS "openPlans",
      EXISTS (SELECT FROM runs WHERE state IN ('PUBLISHING', 'PUBLISHED')) AS "hasPublished"`;
  if (!rows[0]) throw new Error("a SELECT without FROM gives one row");
  return rows[0];
};
