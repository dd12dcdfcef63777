import { type Can, inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { confirmReview } from "../commands";

type Asked = {
  readonly studentId: string;
  /** The placement that was seen; absent = whichever there is. */
  readonly assignmentId?: string | undefined;
  readonly reason: string;
};
type Refusal = "NOT_FOUND" | "FORBIDDEN" | "STUDENT_STATE" | "STALE_VERSION";

/**
 * Confirms the placement of a student that is under review, as it is. Refuses NOT_FOUND out of scope, STALE_VERSION when
 * another placement is there than was seen, STUDENT_STATE when it is not under review, FORBIDDEN without ADMIN's word for an
 * override. What changes in between is caught by the confirmation itself, which locks. Source: Contracts §2.
 */
export const confirmStudent = async (
  staff: Can<"assign:write">,
  { studentId, assignmentId, reason }: Asked,
): Promise<Result<{ studentId: string; assignmentId: string }, Refusal>> => {
  const student = await db().student.findUnique({
    where: { id: studentId },
    select: {
      year: true,
      centerCode: true,
      assignments: {
        where: { status: { in: ["OK", "TEMP_REVIEW"] } },
        select: { id: true, year: true, status: true },
      },
    },
  });
  if (student === null || !inScope(staff, student.centerCode)) return refuse("NOT_FOUND");
  const active = student.assignments.find(({ year }) => year === student.year);
  if (assignmentId !== undefined && assignmentId !== active?.id) return refuse("STALE_VERSION");
  if (active?.status !== "TEMP_REVIEW") return refuse("STUDENT_STATE");
  const confirmed = await confirmReview(staff, { assignmentIds: [active.id], reason });
  return confirmed.ok ? ok({ studentId, assignmentId: active.id }) : confirmed;
};
