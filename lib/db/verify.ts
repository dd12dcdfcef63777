import { inTx } from "./tx";

export type Violation = { name: string; violations: number; sample: string[] };

/**
 * What must hold in every state of the database (Design §1, Contracts §1, §2, §4): each statement lists what breaks it, as
 * uuids or mentor ids, never national ids. Constraints hold the rest.
 */
const INVARIANTS: Readonly<Record<string, string>> = {
  "load-is-base-plus-active-uncounted": `
    SELECT m."شناسه_منتور"::text AS id FROM "منتورها" m LEFT JOIN "تخصیص_ها" a ON a."شناسه_منتور" = m."شناسه_منتور"
      AND a."سال_تحصیلی" = m."سال_بار" AND a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND a.counted_in_batch IS NULL
    GROUP BY m."شناسه_منتور" HAVING m."بار_تخصیص" <> count(a."شناسه_تخصیص") OR m."بار_فعلی" <> m."بار_پایه" + m."بار_تخصیص"`,
  "one-active-assignment-per-student": `
    SELECT min(s."شناسه"::text) AS id FROM "تخصیص_ها" a JOIN "دانش_آموزان" s USING ("کد_ملی")
    WHERE a."وضعیت" IN ('OK', 'TEMP_REVIEW') GROUP BY a."کد_ملی", a."سال_تحصیلی" HAVING count(*) > 1`,
  "placed-or-open-need-not-both": `
    SELECT need."شناسه_تخصیص"::text AS id FROM "تخصیص_ها" need JOIN "تخصیص_ها" a USING ("کد_ملی", "سال_تحصیلی")
    WHERE need."وضعیت" = 'NEEDS_NEW_MENTOR' AND need.superseded_by IS NULL AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')`,
  "withdrawn-has-no-seat": `
    SELECT s."شناسه"::text AS id FROM "دانش_آموزان" s JOIN "تخصیص_ها" a USING ("کد_ملی")
    WHERE s."انصراف" AND a."سال_تحصیلی" = s."سال_تحصیلی" AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')`,
  "placed-by-a-run-has-a-counter": `
    SELECT s."شناسه"::text AS id FROM "دانش_آموزان" s JOIN "تخصیص_ها" a USING ("کد_ملی")
    WHERE a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND a.run_id IS NOT NULL AND s."شمارنده" IS NULL`,
  "counter-and-ledger-agree": `
    SELECT s."شناسه"::text AS id FROM "دانش_آموزان" s FULL JOIN counter_ledger l ON l.national_id = s."کد_ملی"
    WHERE s."شمارنده" IS DISTINCT FROM l.counter`,
  "issued-counter-within-its-sequence": `
    SELECT s."شناسه"::text AS id FROM counter_ledger l JOIN "دانش_آموزان" s ON s."کد_ملی" = l.national_id
      LEFT JOIN "شمارنده_ها" q ON q."کد_سال" = left(l.counter, 2) AND q."کد_جنسیت" = substr(l.counter, 3, 3)
    WHERE l.source = 'ISSUED' AND right(l.counter, 4)::int > coalesce(q."آخرین_عدد", 0)`,
  "run-counts-equal-its-items": `
    SELECT r.id::text AS id FROM runs r JOIN LATERAL (
      SELECT count(*) AS all_items, count(mentor_id) AS placed, count(*) FILTER (WHERE state = 'DEAD') AS dead,
        count(*) FILTER (WHERE state = 'PLANNED') AS planned FROM run_items WHERE run_id = r.id) i ON true
    WHERE r.state NOT IN ('PLANNING', 'FAILED', 'DISCARDED') AND (
      i.all_items <> r.eligible OR i.placed <> r.placed OR r.placed + r.needs_new_mentor <> r.eligible OR i.dead <> r.dead
      OR (r.state IN ('PUBLISHED', 'REVERTED') AND r.published_placed + r.published_unplaced + r.dead <> r.eligible)
      OR (r.state = 'PUBLISHED' AND i.planned > 0))`,
  "batch-counts-equal-its-rows": `
    SELECT id::text AS id FROM import_batches
    WHERE status NOT IN ('DRAFT', 'VALIDATING', 'FAILED', 'CANCELLED')
      AND rows <> new_rows + changed_rows + unchanged_rows + quarantined_rows`,
  "pool-held-by-work-in-progress": `
    SELECT p.holder_id::text AS id FROM pool_lock p WHERE p.holder_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM runs WHERE id = p.holder_id AND state IN ('PUBLISHING', 'REVERTING'))
      AND NOT EXISTS (SELECT 1 FROM import_batches WHERE id = p.holder_id AND status IN ('APPLYING', 'APPLY_PAUSED', 'REVERTING'))`,
};

/** Checks every invariant in one consistent snapshot; the ones that hold are listed with 0. Ten of each break are named. */
export const verifyDatabase = (): Promise<{ ok: boolean; checks: Violation[] }> =>
  inTx(
    async (tx) => {
      const checks: Violation[] = [];
      for (const [name, sql] of Object.entries(INVARIANTS)) {
        const broken = await tx.$queryRawUnsafe<{ id: string }[]>(sql);
        checks.push({ name, violations: broken.length, sample: broken.slice(0, 10).map(({ id }) => id) });
      }
      return { ok: checks.every(({ violations }) => violations === 0), checks };
    },
    { isolation: "RepeatableRead", timeoutMs: 600_000 },
  );
