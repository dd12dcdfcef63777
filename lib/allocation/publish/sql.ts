import { newId, newIds } from "@/lib/db/digest";
import { isConnectionLoss, type Reader, sqlState, type Tx } from "@/lib/db/tx";
import { AppError } from "@/lib/shared/errors";
import type { Chunk, ChunkItem, ChunkStudent } from "../chunk";
import { eventOf } from "../events";
import type { ChunkFate } from "./pace";

/** The next planned decisions after a position, in order. */
export const listPlanned = (reader: Reader, runId: string, after: number, rowsMax: number) =>
  reader.$queryRaw<ChunkItem[]>`
    SELECT position, national_id AS "nationalId", student_id AS "studentId", mentor_id AS "mentorId",
      load_before AS "loadBefore", replaces_id AS "replacesId"
    FROM run_items WHERE run_id = ${runId}::uuid AND position > ${after} AND state = 'PLANNED'
    ORDER BY position LIMIT ${rowsMax}`;

type Whose = Pick<ChunkItem, "nationalId" | "replacesId">;

/**
 * The students of these decisions as they are now; `free` = may be placed in this year, or moved: what a move ends is active,
 * not under review and not pinned. Source: Contracts §2.
 */
export const readChunkStudents = (reader: Reader, items: readonly Whose[], year: number) =>
  reader.$queryRaw<ChunkStudent[]>`
    SELECT s."کد_ملی" AS "nationalId", s."جنسیت" AS gender, s."شمارنده" AS counter, coalesce(a.waiting, false) AS waiting,
      s."سال_تحصیلی" = ${year} AND NOT s."توقف_تخصیص" AND NOT s."انصراف" AND NOT coalesce(a.elsewhere, false)
        AND (d.replaces_id IS NULL OR coalesce(a.movable, false)) AS free
    FROM unnest(${items.map((item) => item.nationalId)}::text[], ${items.map((item) => item.replacesId ?? null)}::uuid[])
      AS d(national_id, replaces_id)
    JOIN "دانش_آموزان" s ON s."کد_ملی" = d.national_id CROSS JOIN LATERAL (
      SELECT bool_or("وضعیت" IN ('OK', 'TEMP_REVIEW') AND "شناسه_تخصیص" IS DISTINCT FROM d.replaces_id) AS elsewhere,
        bool_or("وضعیت" = 'OK' AND NOT pinned AND "شناسه_تخصیص" = d.replaces_id) AS movable,
        bool_or("وضعیت" = 'NEEDS_NEW_MENTOR' AND superseded_by IS NULL) AS waiting
      FROM "تخصیص_ها" WHERE "کد_ملی" = s."کد_ملی" AND "سال_تحصیلی" = ${year}) a`;

/** Seats of mentors that were planned for students who became dead letters before a position. */
export async function countDeadSeats(
  reader: Reader,
  runId: string,
  before: number,
): Promise<Map<number, number>> {
  const rows = await reader.$queryRaw<{ id: number; n: number }[]>`
    SELECT mentor_id AS id, count(*)::int AS n FROM run_items
    WHERE run_id = ${runId}::uuid AND state = 'DEAD' AND position < ${before} AND mentor_id IS NOT NULL GROUP BY mentor_id`;
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** A decision with the assignment row it becomes. */
export type SavedItem = ChunkItem & { readonly assignmentId: string };

/** Closes the open NEEDS_NEW_MENTOR rows of students by the decisions that follow. Source: Contracts §2. */
async function closeNeeds(
  tx: Tx,
  year: number,
  saved: readonly SavedItem[],
  waiting: readonly string[],
): Promise<void> {
  if (waiting.length === 0) return;
  const waits = new Set(waiting);
  const closing = saved.filter((item) => waits.has(item.nationalId));
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" a SET superseded_by = d.id
    FROM unnest(${closing.map((item) => item.assignmentId)}::uuid[], ${closing.map((item) => item.nationalId)}::text[])
      AS d(id, national_id)
    WHERE a."کد_ملی" = d.national_id AND a."سال_تحصیلی" = ${year} AND a."وضعیت" = 'NEEDS_NEW_MENTOR'
      AND a.superseded_by IS NULL`;
}

/**
 * Writes assignments of a chunk's decisions: OK rows and NEEDS_NEW_MENTOR rows, each once (`alloc:{run}:{student}`). An open
 * NEEDS_NEW_MENTOR row of the same student and year is closed by the new row first: only one may be open.
 */
export async function saveAssignments(
  tx: Tx,
  run: { readonly id: string; readonly year: number },
  { placed, unplaced, waiting }: Chunk,
): Promise<SavedItem[]> {
  const ids = newIds(placed.length + unplaced.length);
  const saved = [...placed, ...unplaced].map((item, i) => ({ ...item, assignmentId: ids[i]! }));
  await closeNeeds(tx, run.year, saved, waiting);
  await tx.$executeRaw`
    INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", run_id, idempotency_key, reason)
    SELECT d.id, d.national_id, d.mentor_id, ${run.year},
      CASE WHEN d.mentor_id IS NULL THEN 'NEEDS_NEW_MENTOR' ELSE 'OK' END, ${run.id}::uuid,
      'alloc:' || ${run.id}::text || ':' || d.student_id, CASE WHEN d.mentor_id IS NULL THEN 'NO_ELIGIBLE_MENTOR' END
    FROM unnest(${ids}::uuid[], ${saved.map((item) => item.nationalId)}::text[],
      ${saved.map((item) => item.mentorId)}::int[], ${saved.map((item) => item.studentId)}::text[])
      AS d(id, national_id, mentor_id, student_id)`;
  return saved;
}

/** Raises our part of the loads. The trigger refuses what would end above capacity. */
export async function raiseLoads(tx: Tx, rises: Chunk["rises"]): Promise<void> {
  if (rises.length === 0) return;
  await tx.$executeRaw`
    UPDATE "منتورها" m SET "بار_تخصیص" = m."بار_تخصیص" + d.by
    FROM unnest(${rises.map((one) => one.mentorId)}::int[], ${rises.map((one) => one.by)}::int[]) AS d(id, by)
    WHERE m."شناسه_منتور" = d.id`;
}

/** Marks decisions as published and ties them to their assignments. */
export async function markPublished(tx: Tx, runId: string, saved: readonly SavedItem[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE run_items i SET state = 'PUBLISHED', assignment_id = d.id
    FROM unnest(${saved.map((item) => item.position)}::int[], ${saved.map((item) => item.assignmentId)}::uuid[])
      AS d(position, id)
    WHERE i.run_id = ${runId}::uuid AND i.position = d.position`;
}

/** The events of published decisions, in their order. */
export const eventsOf = (run: { readonly id: string; readonly year: number }, saved: readonly SavedItem[]) =>
  saved.map(({ assignmentId, studentId, mentorId }) => {
    const about = { assignmentId, runId: run.id, studentId, year: run.year };
    return mentorId === null
      ? eventOf(newId(), "takhsis.allocation.assignment.failed.v1", studentId, {
          ...about,
          reason: "NO_ELIGIBLE_MENTOR",
        })
      : eventOf(newId(), "takhsis.allocation.assignment.created.v1", studentId, { ...about, mentorId });
  });

/** Serialization, deadlock, lock and statement timeouts: another try may find the way free. */
const WAY_STATES = new Set(["40001", "40P01", "55P03", "57014"]);
/** The client gave the transaction up for its time. */
const OUT_OF_TIME = "P2028";

/** What an error of a chunk means for the next try. Refusals of ours and bugs are no fate of a chunk: null. */
export function fateOf(error: unknown): Exclude<ChunkFate, "written"> | null {
  if (error instanceof AppError) return error.code === "E_DB_CONFLICT" ? "rows" : null;
  const code = (error as { code?: string } | null)?.code ?? "";
  const state = sqlState(error);
  if (code === OUT_OF_TIME || WAY_STATES.has(state ?? "")) return "way";
  if (isConnectionLoss(error)) return "lost";
  return state === null ? null : "rows";
}

/** What may be kept of a database error: its state and constraint; its message quotes the row, personal data and all. */
export function traceOf(error: unknown): { code: string; constraint: string | null } {
  const text = String((error as Error | null)?.message ?? "");
  const constraint = /constraint[: "`]+([\w.-]+)/i.exec(text)?.[1] ?? null;
  return { code: error instanceof AppError ? error.code : (sqlState(error) ?? "UNKNOWN"), constraint };
}
