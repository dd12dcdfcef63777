import { newId } from "@/lib/db/digest";
import type { Tx } from "@/lib/db/tx";
import type { ChunkItem } from "../chunk";
import { eventOf } from "../events";
import { endAssignments } from "../revert/sql";

/** Ties the decisions of a drain to the assignments they end, in the transaction that took the snapshot. */
export const tieReplaced = (tx: Tx, runId: string, mentorId: number): Promise<number> =>
  tx.$executeRaw`
    UPDATE run_items i SET replaces_id = a."شناسه_تخصیص"
    FROM "تخصیص_ها" a JOIN runs r ON r.id = ${runId}::uuid
    WHERE i.run_id = r.id AND a."کد_ملی" = i.national_id AND a."سال_تحصیلی" = r.year
      AND a."شناسه_منتور" = ${mentorId} AND a."وضعیت" = 'OK' AND NOT a.pinned`;

const replacedIds = (items: readonly Pick<ChunkItem, "replacesId">[]): string[] =>
  items.flatMap(({ replacesId }) => (replacesId ? [replacesId] : []));

/** Locks what moves end until commit, against a pin, a confirmation or an import at the same moment. */
export async function lockReplaced(tx: Tx, items: readonly ChunkItem[]): Promise<void> {
  const ids = replacedIds(items);
  if (ids.length === 0) return;
  await tx.$queryRaw`SELECT 1 FROM "تخصیص_ها" WHERE "شناسه_تخصیص" = ANY(${ids}::uuid[])
    ORDER BY "شناسه_تخصیص" FOR NO KEY UPDATE`;
}

/** A placement that a move has ended. `counted`: a mentor file contains it, so the downstream system still counts it. */
export type Moved = {
  readonly id: string;
  readonly studentId: string;
  readonly mentorId: number;
  readonly year: number;
  readonly counted: boolean;
};

/** Ends what the placed decisions of a chunk replace as DRAINED, loads by delta. Call it before the new rows are written. */
export async function endReplaced(tx: Tx, placed: readonly ChunkItem[]): Promise<Moved[]> {
  const ids = replacedIds(placed);
  if (ids.length === 0) return [];
  await endAssignments(tx, ids, "DRAINED");
  return await tx.$queryRaw<Moved[]>`
    SELECT a."شناسه_تخصیص" AS id, s."شناسه" AS "studentId", a."شناسه_منتور" AS "mentorId", a."سال_تحصیلی" AS year,
      a.counted_in_batch IS NOT NULL AS counted
    FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
    WHERE a."شناسه_تخصیص" = ANY(${ids}::uuid[]) ORDER BY a."کد_ملی" COLLATE "C"`;
}

/** Says of ended placements which one came after. */
export async function nameSuccessors(
  tx: Tx,
  saved: readonly Pick<ChunkItem & { readonly assignmentId: string }, "assignmentId" | "replacesId">[],
): Promise<void> {
  const moves = saved.filter(({ replacesId }) => replacesId);
  if (moves.length === 0) return;
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" a SET replaced_by = d.successor
    FROM unnest(${replacedIds(moves)}::uuid[], ${moves.map((move) => move.assignmentId)}::uuid[]) AS d(id, successor)
    WHERE a."شناسه_تخصیص" = d.id`;
}

/** Marks the decisions nobody could be found for: KEPT, nothing else changes for these students. */
export async function markStaying(tx: Tx, runId: string, staying: readonly ChunkItem[]): Promise<void> {
  if (staying.length === 0) return;
  await tx.$executeRaw`
    UPDATE run_items SET state = 'KEPT'
    WHERE run_id = ${runId}::uuid AND position = ANY(${staying.map((item) => item.position)}::int[])`;
}

/** The events of ended placements. */
export const movedEvents = (moved: readonly Moved[]) =>
  moved.map(({ id, studentId, mentorId, year }) =>
    eventOf(newId(), "takhsis.allocation.assignment.ended.v1", studentId, {
      assignmentId: id,
      studentId,
      mentorId,
      year,
      reason: "DRAINED",
    }),
  );
