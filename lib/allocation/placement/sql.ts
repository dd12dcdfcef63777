import { Prisma } from "@db";
import type { Tx } from "@/lib/db/tx";

/** Whose placements are looked at again: those of these students, or those at these mentors. */
export type RecheckScope = {
  readonly nationalIds?: readonly string[];
  readonly studentIds?: readonly string[];
  readonly mentorIds?: readonly number[];
};

export type FlaggedRow = {
  readonly assignmentId: string;
  readonly studentId: string;
  readonly mentorId: number;
  readonly codes: readonly string[];
  readonly centerCode: number;
};

/** What the rules other than capacity say today about active placements of a scope, as the CTE `verdicts(id, seen, …, codes)`. */
const verdicts = (scope: RecheckScope): Prisma.Sql => Prisma.sql`
    WITH facts AS (
      SELECT a."شناسه_تخصیص" AS id, a.review_codes AS seen, s."شناسه" AS student_id, s."مرکز_ثبت_نام" AS center,
        m."شناسه_منتور" AS mentor_id, m."نوع" AS kind, s."نوع_دانش_آموز" AS type,
        s."وضعیت_تحصیلی" AS edu, s."جنسیت" = m."جنسیت" AS gender_fits,
        coalesce((r.switches ->> 'schoolFallback')::boolean, false) AS fallback,
        EXISTS (SELECT 1 FROM mentor_allowed_groups g
          WHERE g.mentor_id = m."شناسه_منتور" AND g.group_code = s."کد_گروه") AS group_fits,
        EXISTS (SELECT 1 FROM managers g JOIN manager_allowed_centers c ON c.manager_id = g.id
          WHERE g.id = m."شناسه_مدیر" AND g.active AND c.center_code = s."مرکز_ثبت_نام" AND (
            NOT EXISTS (SELECT 1 FROM mentor_allowed_centers o WHERE o.mentor_id = m."شناسه_منتور") OR EXISTS (
              SELECT 1 FROM mentor_allowed_centers o
              WHERE o.mentor_id = m."شناسه_منتور" AND o.center_code = c.center_code))) AS center_fits,
        EXISTS (SELECT 1 FROM mentor_schools k
          WHERE k.mentor_id = m."شناسه_منتور" AND k.school_code = s."کد_مدرسه") AS school_fits
      FROM "تخصیص_ها" a
      JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی" AND s."سال_تحصیلی" = a."سال_تحصیلی"
      JOIN "منتورها" m ON m."شناسه_منتور" = a."شناسه_منتور"
      LEFT JOIN runs r ON r.id = a.run_id
      WHERE a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND (
        a."کد_ملی" = ANY(${[...(scope.nationalIds ?? [])]}::text[])
        OR s."شناسه" = ANY(${[...(scope.studentIds ?? [])]}::uuid[])
        OR a."شناسه_منتور" = ANY(${[...(scope.mentorIds ?? [])]}::int[]))
    ), verdicts AS (
      SELECT id, seen, student_id, mentor_id, center, array_remove(ARRAY[
        CASE WHEN NOT gender_fits THEN 'GENDER_MISMATCH' END,
        CASE WHEN NOT group_fits THEN 'GROUP_NOT_ALLOWED' END,
        CASE WHEN NOT center_fits THEN 'CENTER_NOT_ALLOWED' END,
        CASE
          WHEN edu = 0 AND kind = 'SCHOOL' THEN 'GRADUATE_SCHOOL_FORBIDDEN'
          WHEN type = 0 AND kind = 'SCHOOL' THEN 'NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR'
          WHEN type = 1 AND fallback AND kind <> 'SCHOOL' THEN NULL
          WHEN type = 1 AND kind = 'NORMAL' THEN 'SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR'
          WHEN type = 1 AND NOT school_fits THEN 'SCHOOL_CODE_MISMATCH'
        END], NULL) AS codes
      FROM facts
    )`;

/**
 * Sets active placements for which a rule other than capacity no longer holds to TEMP_REVIEW, with the failing codes; set-based
 * and in rule order. Left alone: placements whose codes somebody has already seen (under review, confirmed or overridden), of
 * years other than the student's (an inactive mentor is rule 4, capacity), and school students at normal mentors where their run allowed the fallback. One that holds
 * again stays under review until it is confirmed. Source: Contracts §2.
 */
export const flagPlacements = (tx: Tx, scope: RecheckScope) =>
  tx.$queryRaw<FlaggedRow[]>`${verdicts(scope)}
    UPDATE "تخصیص_ها" a SET "وضعیت" = 'TEMP_REVIEW', review_codes = v.codes,
      review_origin = CASE WHEN a.review_origin = 'OVERRIDE' THEN 'OVERRIDE' ELSE 'IMPORT' END
    FROM verdicts v WHERE a."شناسه_تخصیص" = v.id AND NOT v.codes <@ v.seen
    RETURNING v.id AS "assignmentId", v.student_id AS "studentId", v.mentor_id AS "mentorId", v.codes, v.center AS "centerCode"`;

/**
 * Takes the mark of an import off active placements that fit the rules again: what had put them under review is undone. Those
 * under review by an override stay. Returns the placements. Source: Contracts §2.
 */
export const clearPlacements = (tx: Tx, scope: RecheckScope) =>
  tx.$queryRaw<{ assignmentId: string; studentId: string }[]>`${verdicts(scope)}
    UPDATE "تخصیص_ها" a SET "وضعیت" = 'OK', review_codes = '{}', review_origin = NULL
    FROM verdicts v WHERE a."شناسه_تخصیص" = v.id AND a."وضعیت" = 'TEMP_REVIEW' AND a.review_origin = 'IMPORT'
      AND cardinality(v.codes) = 0
    RETURNING v.id AS "assignmentId", v.student_id AS "studentId"`;
