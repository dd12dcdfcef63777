import type { Student } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds, inScope, type Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { eventOf } from "../events";
import { endAssignments } from "../revert/sql";
import type { ConfirmReview, StudentStateChange } from "../schema";
import { lockMentors } from "../sql";
import { type FlaggedRow, flagPlacements, type RecheckScope } from "./sql";

type StateRefusal = "NOT_FOUND" | "RUN_ACTIVE" | "STUDENT_STATE" | "STALE_VERSION";
/** `stillCounted`: the downstream file still counts the seat that was freed. Source: Contracts §1. */
type StateAnswer = { readonly studentId: string; readonly version: number; readonly stillCounted: boolean };
type Flags = Pick<Student, "onHold" | "withdrawn">;

type Step = {
  readonly action: "hold" | "release" | "withdraw" | "reinstate";
  /** Whether the step makes sense now; otherwise STUDENT_STATE. */
  readonly allowed: (student: Flags) => boolean;
  readonly to: Partial<Flags>;
  /** Part of the change in the same transaction; tells whether a freed seat is still counted downstream. */
  readonly also?: (tx: Tx, staff: Staff, student: Student) => Promise<boolean>;
};

/** The one path of all four: lock, look, refuse, change, audit, event. Short, so it waits for nobody: RUN_ACTIVE instead. */
const changeState = (staff: Staff, change: StudentStateChange, step: Step) =>
  inTx<Result<StateAnswer, StateRefusal>>(async (tx) => {
    const busy = await requirePoolFree(tx);
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
    await tx.$queryRaw`SELECT 1 FROM "دانش_آموزان" WHERE "شناسه" = ${change.studentId}::uuid FOR NO KEY UPDATE`;
    const student = await tx.student.findUnique({ where: { id: change.studentId } });
    if (student === null || !inScope(staff, student.centerCode)) return refuse("NOT_FOUND");
    if (change.version !== undefined && change.version !== student.version)
      return refuse("STALE_VERSION", { version: student.version });
    const { onHold, withdrawn } = student;
    if (!step.allowed(student)) return refuse("STUDENT_STATE", { onHold, withdrawn });
    const stillCounted = (await step.also?.(tx, staff, student)) ?? false;
    const after = await tx.student.update({
      where: { id: student.id },
      data: { ...step.to, version: { increment: 1 }, updatedAt: new Date() },
    });
    await recordAudit(tx, staff, {
      action: `student.student.${step.action}`,
      resourceType: "student",
      resourceId: student.id,
      centerCode: student.centerCode,
      diff: { before: { onHold, withdrawn }, after: step.to, reason: change.reason, stillCounted },
    });
    await appendEvents(tx, staff, [
      eventOf(newId(), "takhsis.student.eligibility.changed.v1", student.id, {
        studentId: student.id,
        onHold: after.onHold,
        withdrawn: after.withdrawn,
      }),
    ]);
    return ok({ studentId: student.id, version: after.version, stillCounted });
  });

/** Ends what a leaving student has in the year of the row (older years are history): the seat is freed, the wait for a mentor is over, the counter stays. */
async function leave(tx: Tx, staff: Staff, student: Student): Promise<boolean> {
  const open = await tx.assignment.findMany({
    where: {
      nationalId: student.nationalId,
      year: student.year,
      OR: [{ status: { in: ["OK", "TEMP_REVIEW"] } }, { status: "NEEDS_NEW_MENTOR", supersededBy: null }],
    },
  });
  const mentorIds = open.flatMap((one) => (one.mentorId === null ? [] : [one.mentorId]));
  await lockMentors(tx, mentorIds);
  await endAssignments(
    tx,
    open.map((one) => one.id),
    "WITHDRAWN",
  );
  await tx.assignment.updateMany({
    where: { id: { in: open.map((one) => one.id) } },
    data: { touchedById: staff.id, touchedAt: new Date() },
  });
  await appendEvents(
    tx,
    staff,
    open.map(({ id, mentorId, year }) =>
      eventOf(newId(), "takhsis.allocation.assignment.ended.v1", student.id, {
        assignmentId: id,
        studentId: student.id,
        mentorId,
        year,
        reason: "WITHDRAWN",
      }),
    ),
  );
  return open.some((one) => one.mentorId !== null && one.countedBatchId !== null);
}

/** Keeps a student out of the next runs; a placement stays. Refuses STUDENT_STATE when held already or withdrawn. Contracts §1. */
export const holdStudent = (staff: Can<"student:write">, change: StudentStateChange) =>
  changeState(staff, change, {
    action: "hold",
    allowed: (student) => !student.onHold && !student.withdrawn,
    to: { onHold: true },
  });

/** Puts a held student back into the pool. */
export const releaseHold = (staff: Can<"student:write">, change: StudentStateChange) =>
  changeState(staff, change, {
    action: "release",
    allowed: (student) => student.onHold && !student.withdrawn,
    to: { onHold: false },
  });

/** A student leaves: the seat is freed (by delta; in the base where a file already counts it), the counter is kept. Contracts §1. */
export const withdrawStudent = (staff: Can<"student:write">, change: StudentStateChange) =>
  changeState(staff, change, {
    action: "withdraw",
    allowed: (student) => !student.withdrawn,
    to: { withdrawn: true, onHold: false },
    also: leave,
  });

/** A withdrawn student comes back, into the pool: the old seat is not restored. */
export const reinstateStudent = (staff: Can<"student:write">, change: StudentStateChange) =>
  changeState(staff, change, {
    action: "reinstate",
    allowed: (student) => student.withdrawn,
    to: { withdrawn: false },
  });

/**
 * Looks again at the active placements of students or mentors that an import changed: those for which a rule other than
 * capacity no longer holds become TEMP_REVIEW with the codes. Returns what was flagged. An import calls it in its own
 * transaction, after its writes; it never moves or ends a placement. Source: Contracts §2.
 */
export async function recheckAssignments(tx: Tx, actor: Staff, scope: RecheckScope): Promise<FlaggedRow[]> {
  const flagged = await flagPlacements(tx, scope);
  if (flagged.length === 0) return flagged;
  await appendEvents(
    tx,
    actor,
    flagged.map(({ assignmentId, studentId, mentorId, codes }) =>
      eventOf(newId(), "takhsis.allocation.assignment.flagged.v1", studentId, {
        assignmentId,
        studentId,
        mentorId,
        codes: [...codes],
      }),
    ),
  );
  await recordAudit(tx, actor, {
    action: "allocation.assignment.flag",
    resourceType: "assignment",
    resourceId: flagged[0]!.assignmentId,
    diff: {
      count: flagged.length,
      flagged: flagged.slice(0, 100).map(({ assignmentId, codes }) => ({ assignmentId, codes })),
    },
  });
  return flagged;
}

/**
 * Confirms placements under review as they are: they become OK, and the codes stay with them as seen, so that the same file
 * does not ask again. Those made by an override need ADMIN (FORBIDDEN). Refuses NOT_FOUND out of scope, STUDENT_STATE when one
 * is not under review. All or none. Source: Contracts §2.
 */
export const confirmReview = (
  staff: Can<"assign:write">,
  { assignmentIds, reason }: ConfirmReview,
): Promise<Result<{ confirmed: number }, "NOT_FOUND" | "FORBIDDEN" | "STUDENT_STATE">> =>
  inTx(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "تخصیص_ها" WHERE "شناسه_تخصیص" = ANY(${assignmentIds}::uuid[])
      ORDER BY "شناسه_تخصیص" FOR NO KEY UPDATE`;
    const rows = await tx.assignment.findMany({
      where: { id: { in: assignmentIds } },
      include: { student: { select: { id: true, centerCode: true } } },
    });
    const seen = rows.filter((row) => inScope(staff, row.student.centerCode));
    if (seen.length !== new Set(assignmentIds).size) return refuse("NOT_FOUND");
    if (seen.some((row) => row.status !== "TEMP_REVIEW")) return refuse("STUDENT_STATE");
    if (seen.some((row) => row.reviewOrigin === "OVERRIDE") && !holds(staff, "assign:override"))
      return refuse("FORBIDDEN");
    await tx.assignment.updateMany({
      where: { id: { in: assignmentIds } },
      data: { status: "OK", touchedById: staff.id, touchedAt: new Date() },
    });
    for (const row of seen)
      await recordAudit(tx, staff, {
        action: "allocation.assignment.confirm",
        resourceType: "student",
        resourceId: row.student.id,
        centerCode: row.student.centerCode,
        diff: { assignmentId: row.id, codes: row.reviewCodes, origin: row.reviewOrigin, reason },
      });
    await appendEvents(
      tx,
      staff,
      seen.map((row) =>
        eventOf(newId(), "takhsis.allocation.assignment.confirmed.v1", row.student.id, {
          assignmentId: row.id,
          studentId: row.student.id,
          mentorId: row.mentorId!,
        }),
      ),
    );
    return ok({ confirmed: seen.length });
  });
