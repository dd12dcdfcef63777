import type { DeadLetter, Run } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { inTx, sqlState, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { emitProgress } from "@/lib/jobs/progress";
import { AppError } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { type ChunkItem, decideChunk } from "../chunk";
import { lockReplaced } from "../drain/sql";
import { readPoolMentors, toPoolStudent } from "../pool/queries";
import { saveChunk } from "../publish/commands";
import { readChunkStudents, traceOf } from "../publish/sql";
import { failingRule } from "../rules";
import { type DeadLetterRef, switchesSchema } from "../schema";
import { lockMentors, lockOwnRun, lockStudent, progressOf } from "../sql";

type ReplayRefusal =
  | "NOT_FOUND"
  | "CENTER_OUT_OF_SCOPE"
  | "STALE_VERSION"
  | "RUN_ACTIVE"
  | "RUN_STATE"
  | "STUDENT_STATE"
  | "CAPACITY_FULL"
  | "PLAN_STALE"
  | "E_COUNTER_EXHAUSTED"
  | "E_DB_CONFLICT";

/** The rules as they are now: a dead letter's seat is not held, and its mentor may have changed. Source: Contracts §4. */
async function obstacleOf(tx: Tx, run: Run, item: ChunkItem & { readonly mentorId: number }) {
  const row = await tx.student.findUnique({ where: { nationalId: item.nationalId } });
  const [mentor] = await readPoolMentors(tx, run.year, [item.mentorId]);
  if (row === null || mentor === undefined) return refuse("PLAN_STALE");
  const student = toPoolStudent(row);
  const { schoolFallback } = switchesSchema.parse(run.switches);
  const strict = mentor.out ?? failingRule(student, mentor, mentor.load);
  const code =
    strict !== null && schoolFallback
      ? (mentor.out ?? failingRule({ ...student, type: 0 }, mentor, mentor.load))
      : strict;
  if (code === "CAPACITY_FULL")
    return refuse("CAPACITY_FULL", { mentorId: mentor.id, capacity: mentor.capacity });
  return code === null ? null : refuse("PLAN_STALE", { codes: [code], mentorId: mentor.id });
}

/** The one item of a letter with today's load in place of the planned one. */
async function itemOf(tx: Tx, letter: DeadLetter, { drainedMentorId }: Run): Promise<ChunkItem | null> {
  const { runId, position } = letter;
  const item = await tx.runItem.findUnique({ where: { runId_position: { runId, position } } });
  if (item === null || item.state !== "DEAD") return null;
  const { nationalId, studentId, mentorId, replacesId } = item;
  const mentors = await lockMentors(
    tx,
    [mentorId, drainedMentorId].filter((id) => id !== null),
  );
  const load = mentors.find((mentor) => mentor.id === mentorId)?.load ?? null;
  return { position, nationalId, studentId, mentorId, loadBefore: load, replacesId };
}

/** Closes a replayed letter: counts of the run, audit, progress. */
async function settle(
  tx: Tx,
  staff: Can<"alloc:publish">,
  letter: DeadLetter,
  written: { readonly counters: number; readonly placed: 0 | 1 },
): Promise<void> {
  await tx.deadLetter.update({ where: { id: letter.id }, data: { replayedAt: new Date() } });
  const run = await tx.run.update({
    where: { id: letter.runId },
    data: {
      dead: { decrement: 1 },
      publishedPlaced: { increment: written.placed },
      publishedUnplaced: { increment: 1 - written.placed },
      countersIssued: { increment: written.counters },
      version: { increment: 1 },
    },
  });
  await recordAudit(tx, staff, {
    action: "allocation.run.replay",
    resourceType: "run",
    resourceId: run.id,
    diff: { position: letter.position, studentId: letter.studentId },
  });
  await emitProgress(tx, `run:${run.id}`, "progress", progressOf(run));
}

/**
 * Publishes a dead letter's student after all, if everything still holds: free, rules, a place. Refuses with the reason
 * otherwise, RUN_ACTIVE while anyone has the pool, and E_DB_CONFLICT {code, constraint} when the database refuses the row
 * again. Source: Contracts §4.
 */
export async function replayDeadLetter(
  staff: Can<"alloc:publish">,
  { deadLetterId }: DeadLetterRef,
): Promise<Result<{ runId: string; position: number }, ReplayRefusal>> {
  try {
    return await inTx<Result<{ runId: string; position: number }, ReplayRefusal>>(async (tx) => {
      const letter = await tx.deadLetter.findUnique({ where: { id: deadLetterId } });
      if (letter === null) return refuse("NOT_FOUND");
      const found = await lockOwnRun(tx, staff, { runId: letter.runId });
      if (!found.ok) return found;
      const run = found.value;
      if (!["PUBLISHED", "CANCELLED", "FAILED"].includes(run.state))
        return refuse("RUN_STATE", { state: run.state });
      const busy = await requirePoolFree(tx);
      if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
      const item = await itemOf(tx, letter, run);
      if (item === null) return refuse("RUN_STATE", { state: run.state });
      // Against a hold or withdrawal at the same moment: both only share the pool.
      await lockStudent(tx, item.nationalId);
      await lockReplaced(tx, [item]);
      const students = await readChunkStudents(tx, [item], run.year);
      if (students[0]?.free !== true) return refuse("STUDENT_STATE");
      const { mentorId } = item;
      const obstacle = mentorId === null ? null : await obstacleOf(tx, run, { ...item, mentorId });
      if (obstacle !== null) return obstacle;
      const mentors = mentorId === null ? [] : await lockMentors(tx, [mentorId]);
      const verdict = decideChunk({ items: [item], mentors, students, deadBefore: new Map() });
      if (!verdict.ok) return verdict;
      const { counters } = await saveChunk(tx, staff, run, verdict.value);
      await settle(tx, staff, letter, { counters, placed: mentorId === null ? 0 : 1 });
      return ok({ runId: run.id, position: item.position });
    });
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code as ReplayRefusal, error.details);
    const state = sqlState(error);
    if (state === null || !/^(22|23|P0)/.test(state)) throw error;
    return refuse("E_DB_CONFLICT", traceOf(error));
  }
}
