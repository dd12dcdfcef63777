import type { Tx } from "@/lib/db/tx";
import { toPoolStudent } from "../pool/queries";
import type { Standing } from "./decide";
import type { ManualReason } from "./schema";

/**
 * Locks students until commit, by national id, and reads where they stand in their year. Before the mentors, because the
 * student's row tells which mentors those are; the order of a withdrawal, too. Unknown ids are left out.
 */
export async function lockStandings(tx: Tx, studentIds: readonly string[]): Promise<Standing[]> {
  await tx.$queryRaw`SELECT 1 FROM "دانش_آموزان" WHERE "شناسه" = ANY(${[...studentIds]}::uuid[])
    ORDER BY "کد_ملی" FOR NO KEY UPDATE`;
  const rows = await tx.student.findMany({
    where: { id: { in: [...studentIds] } },
    include: { assignments: { where: { status: { in: ["OK", "TEMP_REVIEW"] } } } },
    orderBy: { nationalId: "asc" },
  });
  return rows.map((row) => {
    const active = row.assignments.find((one) => one.year === row.year && one.mentorId !== null);
    const { id, year, onHold, withdrawn, counter, centerCode: center } = row;
    return {
      ...{ id, year, onHold, withdrawn, counter, center },
      pool: toPoolStudent(row),
      active: active
        ? {
            id: active.id,
            mentorId: active.mentorId!,
            pinned: active.pinned,
            counted: active.countedBatchId !== null,
          }
        : null,
    };
  });
}

/** One placement to be written. */
export type Move = {
  readonly standing: Standing;
  readonly assignmentId: string;
  readonly mentorId: number;
  readonly codes: readonly string[];
};

export type Saving = {
  readonly requestId: string;
  readonly staffId: string | null;
  readonly reason: ManualReason;
  readonly note: string;
  readonly pinned: boolean;
};

/** The key of a manual placement: one per request and student. */
export const keyOf = (requestId: string, studentId: string): string => `manual:${requestId}:${studentId}`;

/** Closes the open NEEDS_NEW_MENTOR rows of students by the placements that follow. Source: Contracts §2. */
export async function closeNeeds(tx: Tx, moves: readonly Move[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" a SET superseded_by = d.id
    FROM unnest(${moves.map((one) => one.assignmentId)}::uuid[], ${moves.map((one) => one.standing.pool.nationalId)}::text[],
      ${moves.map((one) => one.standing.year)}::int[]) AS d(id, national_id, year)
    WHERE a."کد_ملی" = d.national_id AND a."سال_تحصیلی" = d.year AND a."وضعیت" = 'NEEDS_NEW_MENTOR'
      AND a.superseded_by IS NULL`;
}

/** Writes the new placements: OK, or TEMP_REVIEW with the codes passed over. No run made them. */
export async function insertPlacements(tx: Tx, moves: readonly Move[], saving: Saving): Promise<void> {
  const { requestId, staffId, reason, note, pinned } = saving;
  await tx.$executeRaw`
    INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", idempotency_key, reason, note,
      pinned, review_codes, review_origin, touched_by, touched_at)
    SELECT d.id, d.national_id, d.mentor_id, d.year, CASE WHEN d.codes = '' THEN 'OK' ELSE 'TEMP_REVIEW' END, d.key,
      ${reason}, ${note === "" ? null : note}, ${pinned}, string_to_array(d.codes, ','),
      CASE WHEN d.codes = '' THEN NULL ELSE 'OVERRIDE' END, ${staffId}::uuid, now()
    FROM unnest(${moves.map((one) => one.assignmentId)}::uuid[], ${moves.map((one) => one.standing.pool.nationalId)}::text[],
      ${moves.map((one) => one.mentorId)}::int[], ${moves.map((one) => one.standing.year)}::int[],
      ${moves.map((one) => keyOf(requestId, one.standing.id))}::text[], ${moves.map((one) => one.codes.join(","))}::text[])
      AS d(id, national_id, mentor_id, year, key, codes)`;
}

/** Remembers who ended assignments by hand, and what took their place. */
export async function markEnded(
  tx: Tx,
  ended: readonly { readonly id: string; readonly replacedBy: string | null }[],
  staffId: string | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" a SET replaced_by = d.by, touched_by = ${staffId}::uuid, touched_at = now()
    FROM unnest(${ended.map((one) => one.id)}::uuid[], ${ended.map((one) => one.replacedBy)}::uuid[]) AS d(id, by)
    WHERE a."شناسه_تخصیص" = d.id`;
}

/** Puts students on hold who lost their mentor and shall not be placed by the next run. */
export async function holdAll(tx: Tx, studentIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "دانش_آموزان" SET "توقف_تخصیص" = TRUE, "نسخه" = "نسخه" + 1, "زمان_تغییر" = now()
    WHERE "شناسه" = ANY(${[...studentIds]}::uuid[])`;
}
