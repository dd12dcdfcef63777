import { newId } from "@/lib/db/digest";
import type { Reader, Tx } from "@/lib/db/tx";
import { eventOf } from "../events";
import type { RevertItem, RevertVerdict } from "./decide";

/** Placements of a run that a READY export carries and that are still active. Source: Contracts §4. */
export async function countExported(reader: Reader, runId: string): Promise<number> {
  const [row] = await reader.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM "تخصیص_ها" a
    WHERE a.run_id = ${runId}::uuid AND a."وضعیت" IN ('OK', 'TEMP_REVIEW') AND EXISTS (
      SELECT 1 FROM export_rows r JOIN exports e ON e.id = r.export_id
      WHERE r.assignment_id = a."شناسه_تخصیص" AND e.state = 'READY')`;
  return row?.n ?? 0;
}

/** The next published decisions after a position, locked, with what became of them since. */
export const lockPublished = (tx: Tx, runId: string, after: number, rowsMax: number) =>
  tx.$queryRaw<RevertItem[]>`
    SELECT i.position, i.student_id AS "studentId", a."شناسه_تخصیص" AS "assignmentId", a."شناسه_منتور" AS "mentorId",
      a."سال_تحصیلی" AS year, a."وضعیت" AS status, a.pinned, a.touched_at IS NOT NULL AS touched,
      a.superseded_by IS NOT NULL AS superseded, a.counted_in_batch IS NOT NULL AS counted,
      EXISTS (SELECT 1 FROM export_rows r JOIN exports e ON e.id = r.export_id
        WHERE r.assignment_id = a."شناسه_تخصیص" AND e.state = 'READY') AS exported,
      CASE WHEN o."شناسه_تخصیص" IS NOT NULL THEN
        json_build_object('id', o."شناسه_تخصیص", 'mentorId', o."شناسه_منتور") END AS replaced
    FROM run_items i JOIN "تخصیص_ها" a ON a."شناسه_تخصیص" = i.assignment_id
    LEFT JOIN "تخصیص_ها" o ON o."شناسه_تخصیص" = i.replaces_id AND o.ended_reason = 'DRAINED'
      AND o.replaced_by = a."شناسه_تخصیص"
    WHERE i.run_id = ${runId}::uuid AND i.position > ${after} AND i.state = 'PUBLISHED'
    ORDER BY i.position LIMIT ${rowsMax} FOR NO KEY UPDATE OF a`;

/** Mentors of these placements, and those the students would go back to: to be locked before anything changes. */
export const mentorsOf = (items: readonly RevertItem[]): number[] =>
  [...new Set(items.flatMap((item) => [item.mentorId, item.replaced?.mentorId ?? null]))].filter(
    (id) => id !== null,
  );

/**
 * Ends assignments, opens the NEEDS_NEW_MENTOR rows they had closed, and takes them out of the loads by delta: our part, or
 * the base where a mentor file already contains them. Loads of another year do not hold them. Source: Contracts §1, §4.
 */
export async function endAssignments(
  tx: Tx,
  ids: readonly string[],
  reason: "RUN_REVERTED" | "WITHDRAWN" | "REASSIGNED" | "DRAINED" | "UNASSIGNED",
): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    WITH ending AS (
      SELECT "شناسه_منتور" AS mentor, "سال_تحصیلی" AS year,
        count(*) FILTER (WHERE counted_in_batch IS NULL)::int AS ours,
        count(*) FILTER (WHERE counted_in_batch IS NOT NULL)::int AS counted
      FROM "تخصیص_ها" WHERE "شناسه_تخصیص" = ANY(${[...ids]}::uuid[]) AND "وضعیت" IN ('OK', 'TEMP_REVIEW')
      GROUP BY 1, 2
    )
    UPDATE "منتورها" m SET "بار_تخصیص" = m."بار_تخصیص" - e.ours, "بار_پایه" = greatest(0, m."بار_پایه" - e.counted)
    FROM ending e WHERE m."شناسه_منتور" = e.mentor AND m."سال_بار" = e.year`;
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" SET "وضعیت" = 'REVERTED', ended_at = now(), ended_reason = ${reason}
    WHERE "شناسه_تخصیص" = ANY(${[...ids]}::uuid[]) AND "وضعیت" <> 'REVERTED'`;
  // Who has left waits for nobody, and who is drained has the next mentor in this transaction.
  if (reason !== "WITHDRAWN" && reason !== "DRAINED") await reopenNeeds(tx, ids);
}

/**
 * Opens the NEEDS_NEW_MENTOR rows that these assignments had closed, unless the student has an open one or is placed. Only
 * the newest of a chain may be open. Source: Contracts §2.
 */
async function reopenNeeds(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" n SET superseded_by = NULL
    WHERE n.superseded_by = ANY(${[...ids]}::uuid[]) AND n."وضعیت" = 'NEEDS_NEW_MENTOR' AND NOT EXISTS (
      SELECT 1 FROM "تخصیص_ها" o WHERE o."کد_ملی" = n."کد_ملی" AND o."سال_تحصیلی" = n."سال_تحصیلی"
        AND (o."وضعیت" IN ('OK', 'TEMP_REVIEW') OR (o."وضعیت" = 'NEEDS_NEW_MENTOR' AND o.superseded_by IS NULL)))`;
}

/** Marks what became of the items. */
export async function markReverted(tx: Tx, runId: string, verdicts: readonly RevertVerdict[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE run_items i SET state = d.state
    FROM unnest(${verdicts.map((one) => one.item.position)}::int[], ${verdicts.map((one) => one.state)}::text[])
      AS d(position, state)
    WHERE i.run_id = ${runId}::uuid AND i.position = d.position`;
}

/** The events of ended assignments. */
export const endedEvents = (items: readonly RevertItem[], reason: string) =>
  items.map(({ assignmentId, studentId, mentorId, year }) =>
    eventOf(newId(), "takhsis.allocation.assignment.ended.v1", studentId, {
      assignmentId,
      studentId,
      mentorId,
      year,
      reason,
    }),
  );
