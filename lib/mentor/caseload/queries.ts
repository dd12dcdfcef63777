import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { CaseloadRow } from "../directory/queries";

export type HandoverRow = Omit<CaseloadRow, "studentId"> & { mobile: string | null };

/**
 * The students a mentor has now, with what whoever takes them over needs: whole national ids and phone numbers, so only for
 * an audited download. Students of centres outside the actor's scope are left out. The mentor's own visibility is asked before.
 */
export const listHandover = async (
  staff: Can<"export:download">,
  mentorId: number,
): Promise<HandoverRow[]> => {
  const inside = staff.centers.length > 0 ? { student: { centerCode: { in: [...staff.centers] } } } : {};
  const rows = await db().assignment.findMany({
    where: { mentorId, status: { in: ["OK", "TEMP_REVIEW"] }, ...inside },
    include: { student: true },
    orderBy: [{ student: { lastName: "asc" } }, { nationalId: "asc" }],
  });
  return rows.map(({ nationalId, student, status, pinned, at }) => {
    const { firstName, lastName, mobile, centerCode, groupCode, counter } = student;
    return { nationalId, firstName, lastName, mobile, centerCode, groupCode, counter, status, pinned, at };
  });
};

export type MentorEvent =
  /** What somebody did; `reason` as they wrote it. */
  | { kind: "CHANGE"; at: Date; actorName: string; role: string; action: string; reason: string | null }
  /** Students of a run who came, or who left for one reason on one day. */
  | { kind: "CAME"; at: Date; runId: string | null; number: number | null; students: number }
  | { kind: "LEFT"; at: Date; reason: string; students: number };

const EVENTS_MAX = 100;
/** One more than is shown tells that there are more. */
const READ_MAX = EVENTS_MAX + 1;

/**
 * What happened to a mentor, newest first: changes from the audit log, and students who came (by run) and left (by reason and
 * day), in numbers of all centres, as loads are; `isCut`: there are older ones. The mentor's own visibility is asked before.
 * Source: Contracts §6.
 */
export const listMentorEvents = async (
  _staff: Can<"mentor:read">,
  mentorId: number,
): Promise<{ events: MentorEvent[]; isCut: boolean }> => {
  // All states a mentor can stand in, in two words: each has an index of its own.
  const [changes, came, left] = await Promise.all([
    db().auditLog.findMany({
      where: { resourceType: "mentor", resourceId: String(mentorId) },
      orderBy: { id: "desc" },
      take: READ_MAX,
      select: { at: true, actorName: true, role: true, action: true, diff: true },
    }),
    db().$queryRaw<{ at: Date; runId: string | null; number: number | null; students: number }[]>`
      SELECT max(a."زمان_اختصاص") AS at, r.id AS "runId", r.number, count(*)::int AS students
      FROM "تخصیص_ها" a LEFT JOIN runs r ON r.id = a.run_id WHERE a."شناسه_منتور" = ${mentorId}
        AND (a."وضعیت" IN ('OK', 'TEMP_REVIEW') OR a."وضعیت" = 'REVERTED')
      GROUP BY r.id, CASE WHEN r.id IS NULL THEN date_trunc('day', a."زمان_اختصاص") END
      ORDER BY 1 DESC LIMIT ${READ_MAX}`,
    db().$queryRaw<{ at: Date; reason: string; students: number }[]>`
      SELECT max(ended_at) AS at, ended_reason AS reason, count(*)::int AS students FROM "تخصیص_ها"
      WHERE "شناسه_منتور" = ${mentorId} AND "وضعیت" = 'REVERTED' AND ended_at IS NOT NULL AND ended_reason IS NOT NULL
      GROUP BY ended_reason, date_trunc('day', ended_at) ORDER BY 1 DESC LIMIT ${READ_MAX}`,
  ]);
  const events = [
    ...changes.map(
      ({ diff, ...change }): MentorEvent => ({ kind: "CHANGE", ...change, reason: reasonOf(diff) }),
    ),
    ...came.map((row): MentorEvent => ({ kind: "CAME", ...row })),
    ...left.map((row): MentorEvent => ({ kind: "LEFT", ...row })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return { events: events.slice(0, EVENTS_MAX), isCut: events.length > EVENTS_MAX };
};

const reasonOf = (diff: unknown): string | null => {
  const reason = typeof diff === "object" && diff !== null ? (diff as { reason?: unknown }).reason : null;
  return typeof reason === "string" ? reason : null;
};
