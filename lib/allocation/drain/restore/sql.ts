import type { Run } from "@db";
import { newId } from "@/lib/db/digest";
import type { Tx } from "@/lib/db/tx";
import { eventOf } from "../../events";
import { readStoredSnapshot, toPoolStudent } from "../../pool/queries";
import type { RevertItem } from "../../revert/decide";
import type { PoolStudent } from "../../schema";
import type { lockMentors } from "../../sql";
import type { WayBack } from "../way-back";

/** What the rules look at; edu_status is contained in the type. Source: Contracts §3. */
const sideOf = ({ gender, group, center, type, school }: PoolStudent): string =>
  [gender, group, center, type, school].join();

type Locked = {
  readonly items: readonly RevertItem[];
  readonly mentors: Awaited<ReturnType<typeof lockMentors>>;
};

/** Compares the students of a drain with its snapshot, and counts the places of locked mentors. */
export async function readWayBack(tx: Tx, run: Run, { items, mentors }: Locked): Promise<WayBack> {
  const snapshot = await readStoredSnapshot(tx, run.id);
  const before = new Map(snapshot.students.map((student) => [student.nationalId, sideOf(student)]));
  const students = await tx.student.findMany({
    where: { id: { in: items.map((item) => item.studentId) }, year: run.year },
  });
  const same = students.filter((row) => before.get(row.nationalId) === sideOf(toPoolStudent(row)));
  return {
    places: new Map(
      mentors.map(({ id, load, capacity, loadYear }) => [id, loadYear === run.year ? capacity - load : null]),
    ),
    unchanged: new Set(same.map((row) => row.id)),
  };
}

/**
 * Makes what a drain had ended active again, and puts it back into the loads by delta: our part, or the base where a mentor file
 * contains it. Call it after the placements of the drain have ended.
 */
export async function restoreReplaced(tx: Tx, items: readonly RevertItem[]): Promise<void> {
  const ids = items.flatMap(({ replaced }) => (replaced === null ? [] : [replaced.id]));
  if (ids.length === 0) return;
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" SET "وضعیت" = 'OK', ended_at = NULL, ended_reason = NULL, replaced_by = NULL
    WHERE "شناسه_تخصیص" = ANY(${ids}::uuid[])`;
  await tx.$executeRaw`
    WITH returning_ AS (
      SELECT "شناسه_منتور" AS mentor, "سال_تحصیلی" AS year,
        count(*) FILTER (WHERE counted_in_batch IS NULL)::int AS ours,
        count(*) FILTER (WHERE counted_in_batch IS NOT NULL)::int AS counted
      FROM "تخصیص_ها" WHERE "شناسه_تخصیص" = ANY(${ids}::uuid[]) GROUP BY 1, 2
    )
    UPDATE "منتورها" m SET "بار_تخصیص" = m."بار_تخصیص" + r.ours, "بار_پایه" = m."بار_پایه" + r.counted
    FROM returning_ r WHERE m."شناسه_منتور" = r.mentor AND m."سال_بار" = r.year`;
}

/** The events of placements that are active again. */
export const restoredEvents = (runId: string, items: readonly RevertItem[]) =>
  items.flatMap(({ studentId, year, replaced }) =>
    replaced === null
      ? []
      : [
          eventOf(newId(), "takhsis.allocation.assignment.restored.v1", studentId, {
            assignmentId: replaced.id,
            runId,
            studentId,
            mentorId: replaced.mentorId,
            year,
          }),
        ],
  );
