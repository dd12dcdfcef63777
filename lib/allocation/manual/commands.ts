import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds, inScope, type Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { eventOf } from "../events";
import { readPoolMentors } from "../pool/queries";
import { lockMentors } from "../sql";
import {
  type Active,
  decideEnd,
  decideMove,
  type MoveRefusal,
  type Reach,
  type Seen,
  type Standing,
} from "./decide";
import type {
  AssignStudent,
  ManualReason,
  MoveMany,
  PinMany,
  PinStudent,
  UnassignMany,
  UnassignStudent,
} from "./schema";
import { keyOf, lockStandings, type Move, type Saving } from "./sql";
import { type Ended, type Placed, saveEnds, saveMoves } from "./write/commands";

export type ManualRefusal = MoveRefusal | "RUN_ACTIVE" | "FORBIDDEN" | "IDEMPOTENCY_CONFLICT";
/** What became of one student of many. */
export type Report<T> = { readonly studentId: string; readonly result: Result<T, ManualRefusal> };

type Reasoned = { readonly reason: ManualReason; readonly note: string };
type Found = { readonly studentId: string; readonly standing: Standing | null };

/**
 * The one path of all manual steps: the pool stays free until this commits, the students are locked, what is out of scope is
 * not there. Short, so it waits for nobody: RUN_ACTIVE while a run publishes or a file is applied. Source: Contracts §4.
 */
const onStudents = <T>(
  staff: Staff,
  studentIds: readonly string[],
  work: (tx: Tx, found: readonly Found[]) => Promise<Report<T>[]>,
): Promise<Result<Report<T>[], "RUN_ACTIVE">> =>
  inTx(
    async (tx) => {
      const busy = await requirePoolFree(tx);
      if (busy !== null) return refuse("RUN_ACTIVE", { ...busy });
      const standings = await lockStandings(tx, studentIds);
      const seen = standings.filter((one) => inScope(staff, one.center));
      const known = new Set(seen.map((one) => one.id));
      const unknown = studentIds.filter((id) => !known.has(id));
      return ok(
        await work(tx, [
          // In national-id order, as runs take them.
          ...seen.map((standing) => ({ studentId: standing.id, standing })),
          ...unknown.map((studentId) => ({ studentId, standing: null })),
        ]),
      );
    },
    { timeoutMs: 60_000 },
  );

/** The answer about the only student of a call. */
const only = <T>(reports: Result<Report<T>[], "RUN_ACTIVE">): Result<T, ManualRefusal> =>
  reports.ok ? reports.value[0]!.result : reports;

type Moving = Reasoned & {
  readonly mentorId: number;
  readonly seen: Seen;
  readonly reach: Reach;
  readonly rules: "HOLD" | "OVERRIDDEN";
  readonly pinned: boolean;
  readonly requestId: string;
};

/** Placements this very request has made before, by student. */
async function findRepeats(tx: Tx, requestId: string, found: readonly Found[]) {
  const keys = found.map((one) => keyOf(requestId, one.studentId));
  const rows = await tx.assignment.findMany({
    where: { idempotencyKey: { in: keys } },
    include: { student: { select: { id: true, counter: true } } },
  });
  return new Map(rows.map((row) => [row.student.id, row]));
}

type Repeat = Awaited<ReturnType<typeof findRepeats>> extends Map<string, infer R> ? R : never;

/** The answer of the first time; with another mentor it is another request under the same key. */
const repeatOf = (row: Repeat, mentorId: number): Result<Placed, ManualRefusal> =>
  row.mentorId === mentorId
    ? ok({
        studentId: row.student.id,
        assignmentId: row.id,
        mentorId,
        status: row.reviewCodes.length > 0 ? "TEMP_REVIEW" : "OK",
        codes: row.reviewCodes,
        pinned: row.pinned,
        counter: row.student.counter ?? "",
        issued: false,
        from: null,
        stillCounted: false,
      })
    : refuse("IDEMPOTENCY_CONFLICT");

/** The mentor as each year sees them; what is said of a load depends on the year of the student. */
async function mentorByYear(tx: Tx, mentorId: number, found: readonly Found[]) {
  const years = new Set(found.flatMap(({ standing }) => (standing === null ? [] : [standing.year])));
  const pairs = [];
  for (const year of years) pairs.push([year, (await readPoolMentors(tx, year, [mentorId]))[0]] as const);
  return new Map(pairs);
}

/** Decides and writes the moves of a call to one mentor; all decisions come before the first write. */
async function moveAll(tx: Tx, staff: Staff, found: readonly Found[], moving: Moving) {
  const { mentorId, seen, reach, rules, reason, note, pinned, requestId } = moving;
  const actives = found.flatMap(({ standing }) => standing?.active ?? []);
  await lockMentors(tx, [...new Set([mentorId, ...actives.map((one) => one.mentorId)])]);
  const mentors = await mentorByYear(tx, mentorId, found);
  const repeats = await findRepeats(tx, requestId, found);
  let taken = 0;
  const moves: Move[] = [];
  const refused: Report<Placed>[] = [];
  for (const { studentId, standing } of found) {
    const repeat = repeats.get(studentId);
    if (standing === null) refused.push({ studentId, result: refuse("NOT_FOUND") });
    else if (repeat) refused.push({ studentId, result: repeatOf(repeat, mentorId) });
    else {
      const mentor = mentors.get(standing.year);
      const load = (mentor?.load ?? 0) + taken;
      const verdict = decideMove({ standing, mentor, load, seen, reach, rules });
      if (!verdict.ok) refused.push({ studentId, result: verdict });
      else {
        moves.push({ standing, assignmentId: newId(), mentorId, codes: verdict.value });
        taken += 1;
      }
    }
  }
  const saving: Saving = { requestId, staffId: staff.id, reason, note, pinned };
  const placed = await saveMoves(tx, staff, moves, saving);
  return [...placed.map((one) => ({ studentId: one.studentId, result: ok(one) })), ...refused];
}

/**
 * Places an eligible student with a mentor by hand, or moves one who has a mentor: the old placement ends, the counter
 * stays. Refuses STALE_VERSION when the placement is not the one seen, CAPACITY_FULL always, RULES_FAILED {codes} unless
 * overridden, which needs ADMIN (FORBIDDEN) and is marked TEMP_REVIEW. Source: Contracts §1, §2.
 */
export async function assignStudent(
  staff: Can<"assign:write">,
  asked: AssignStudent,
): Promise<Result<Placed, ManualRefusal>> {
  if (asked.override && !holds(staff, "assign:override")) return refuse("FORBIDDEN");
  const moving: Moving = {
    ...asked,
    seen: asked.assignmentId,
    reach: "ONE",
    rules: asked.override ? "OVERRIDDEN" : "HOLD",
    requestId: asked.requestId ?? newId(),
  };
  return only(await onStudents(staff, [asked.studentId], (tx, found) => moveAll(tx, staff, found, moving)));
}

/** Moves several students to one mentor, each told apart; the pinned stay where they are. ≤ 500. Source: Contracts §2. */
export function moveStudents(
  staff: Can<"assign:write">,
  asked: MoveMany,
): Promise<Result<Report<Placed>[], "RUN_ACTIVE">> {
  const requestId = asked.requestId ?? newId();
  const moving: Moving = { ...asked, requestId, seen: undefined, reach: "MANY", rules: "HOLD" };
  return onStudents(staff, asked.studentIds, (tx, found) => moveAll(tx, staff, found, moving));
}

type Ending = Reasoned & { readonly seen: Seen; readonly reach: Reach; readonly after: "HOLD" | "POOL" };
type Kept = { readonly standing: Standing; readonly active: Active };

/** Sorts out whose active assignment may be touched. */
function sortOut<T>(found: readonly Found[], seen: Seen, reach: Reach) {
  const kept: Kept[] = [];
  const refused: Report<T>[] = [];
  for (const { studentId, standing } of found) {
    const verdict = standing === null ? refuse("NOT_FOUND") : decideEnd(standing, seen, reach);
    if (!verdict.ok) refused.push({ studentId, result: verdict });
    else kept.push({ standing: standing!, active: verdict.value });
  }
  return { kept, refused };
}

async function endAll(tx: Tx, staff: Staff, found: readonly Found[], ending: Ending) {
  const { kept, refused } = sortOut<Ended>(found, ending.seen, ending.reach);
  await lockMentors(tx, [...new Set(kept.map(({ active }) => active.mentorId))]);
  const ended = await saveEnds(tx, staff, kept, ending);
  return [...ended.map((one) => ({ studentId: one.studentId, result: ok(one) })), ...refused];
}

/**
 * Ends a student's placement by hand: the place is free, the counter stays, and the student is on hold (default) or back in
 * the pool. Refuses STUDENT_STATE when there is none. Source: Contracts §2.
 */
export async function unassignStudent(
  staff: Can<"assign:write">,
  asked: UnassignStudent,
): Promise<Result<Ended, ManualRefusal>> {
  const ending: Ending = { ...asked, seen: asked.assignmentId, reach: "ONE" };
  return only(await onStudents(staff, [asked.studentId], (tx, found) => endAll(tx, staff, found, ending)));
}

/** Ends the placements of several students, each told apart; the pinned stay. ≤ 500. */
export const unassignStudents = (
  staff: Can<"assign:write">,
  asked: UnassignMany,
): Promise<Result<Report<Ended>[], "RUN_ACTIVE">> =>
  onStudents(staff, asked.studentIds, (tx, found) =>
    endAll(tx, staff, found, { ...asked, seen: undefined, reach: "MANY" }),
  );

export type Pinned = {
  readonly studentId: string;
  readonly assignmentId: string;
  readonly pinned: boolean;
};
type Pinning = { readonly seen: Seen; readonly to: "PINNED" | "UNPINNED" };

/** Sets the mark where it differs; touched_at is left alone, so that an unpinned placement reverts with its run again. */
async function pinAll(tx: Tx, staff: Staff, found: readonly Found[], { seen, to }: Pinning) {
  const { kept, refused } = sortOut<Pinned>(found, seen, "ONE");
  const pinned = to === "PINNED";
  const changing = kept.filter(({ active }) => active.pinned !== pinned);
  await tx.assignment.updateMany({
    where: { id: { in: changing.map(({ active }) => active.id) } },
    data: { pinned },
  });
  for (const { standing, active } of changing)
    await recordAudit(tx, staff, {
      action: `allocation.assignment.${pinned ? "pin" : "unpin"}`,
      resourceType: "student",
      resourceId: standing.id,
      centerCode: standing.center,
      diff: { assignmentId: active.id, mentorId: active.mentorId, pinned: [!pinned, pinned] },
    });
  const type = pinned
    ? "takhsis.allocation.assignment.pinned.v1"
    : "takhsis.allocation.assignment.unpinned.v1";
  await appendEvents(
    tx,
    staff,
    changing.map(({ standing: { id: studentId }, active: { id: assignmentId, mentorId } }) =>
      eventOf(newId(), type, studentId, { assignmentId, studentId, mentorId }),
    ),
  );
  const done = kept.map(({ standing, active }) => ({
    studentId: standing.id,
    result: ok({ studentId: standing.id, assignmentId: active.id, pinned }),
  }));
  return [...done, ...refused];
}

const pinOne = (to: Pinning["to"]) => async (staff: Can<"assign:write">, asked: PinStudent) =>
  only(
    await onStudents<Pinned>(staff, [asked.studentId], (tx, found) =>
      pinAll(tx, staff, found, { seen: asked.assignmentId, to }),
    ),
  );
const pinMany = (to: Pinning["to"]) => (staff: Can<"assign:write">, asked: PinMany) =>
  onStudents<Pinned>(staff, asked.studentIds, (tx, found) =>
    pinAll(tx, staff, found, { seen: undefined, to }),
  );

/** Keeps a placement out of drain, repair, revert and bulk moves until it is unpinned. Again = no change. Contracts §2. */
export const pinStudent = pinOne("PINNED");
/** Takes the pin away. */
export const unpinStudent = pinOne("UNPINNED");
/** Pins the placements of several students, each told apart. ≤ 500. */
export const pinStudents = pinMany("PINNED");
/** Unpins the placements of several students, each told apart. ≤ 500. */
export const unpinStudents = pinMany("UNPINNED");
