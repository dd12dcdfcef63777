import type { Run } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { numberEvents } from "@/lib/counter/events";
import { findYearCode, issueNumbers, reserveNumbers } from "@/lib/counter/sql";
import { newId, newIds } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { emitProgress } from "@/lib/jobs/progress";
import { AppError } from "@/lib/shared/errors";
import { type Chunk, type ChunkItem, decideChunk } from "../chunk";
import { endReplaced, lockReplaced, markStaying, movedEvents, nameSuccessors } from "../drain/sql";
import { eventOf } from "../events";
import {
  type Failure,
  failRun,
  freePool,
  lockMentors,
  lockRun,
  moveRun,
  progressOf,
  tellChunk,
} from "../sql";
import { CHUNK_ROWS } from "./pace";
import { findStaleness } from "./queries";
import {
  countDeadSeats,
  eventsOf,
  fateOf,
  listPlanned,
  markPublished,
  raiseLoads,
  readChunkStudents,
  saveAssignments,
  traceOf,
} from "./sql";

/** How a chunk ended: there is more, or the run is over (published, cancelled or failed). */
export type ChunkOutcome =
  | { readonly over: false; readonly done: number; readonly total: number }
  | { readonly over: true; readonly state: string; readonly failure: Failure | null };

const endRun = async (tx: Tx, actor: Staff, run: Run): Promise<ChunkOutcome> => {
  const state = run.cancelRequested ? "CANCELLED" : "PUBLISHED";
  const publishedAt = run.cancelRequested ? null : new Date();
  await moveRun(tx, run.id, { state, cancelRequested: false, publishedAt });
  await freePool(tx, run.id);
  await recordAudit(tx, actor, {
    action: `allocation.run.${state.toLowerCase()}`,
    resourceType: "run",
    resourceId: run.id,
    diff: { placed: run.publishedPlaced, needsNewMentor: run.publishedUnplaced, dead: run.dead },
  });
  if (state === "PUBLISHED")
    await appendEvents(tx, actor, [
      eventOf(newId(), "takhsis.allocation.run.published.v1", run.id, { runId: run.id, year: run.year }),
    ]);
  return { over: true, state, failure: null };
};

/** Numbers for those of a chunk who have none, in the transaction that publishes them; the events to tell. Domain §6. */
async function issueFor(tx: Tx, run: Pick<Run, "id" | "year">, chunk: Chunk) {
  const needs = ([0, 1] as const).filter((gender) => chunk.needNumbers[gender].length > 0);
  if (needs.length === 0) return [];
  const yearCode = await findYearCode(tx, run.year);
  if (yearCode === null) throw new AppError("YEAR_UNKNOWN", { year: run.year });
  const issued = [];
  for (const gender of needs) {
    const nationalIds = chunk.needNumbers[gender];
    const numbers = await reserveNumbers(tx, { yearCode, gender, count: nationalIds.length });
    issued.push(...nationalIds.map((nationalId, i) => ({ nationalId, counter: numbers[i]! })));
  }
  await issueNumbers(tx, issued, run.id);
  const studentIds = new Map(chunk.placed.map((item) => [item.nationalId, item.studentId]));
  const ids = issued.map(({ nationalId }) => studentIds.get(nationalId)!);
  return numberEvents(newIds(ids.length), ids, { runId: run.id, yearCode });
}

/** What a written chunk took: numbers, and of moves the ended placements that the downstream file still counts. */
export type Written = { readonly counters: number; readonly stillCounted: readonly string[] };

/** Writes one decided chunk: assignments, loads, counters, items, events. */
export async function saveChunk(
  tx: Tx,
  actor: Staff,
  run: Pick<Run, "id" | "year">,
  chunk: Chunk,
): Promise<Written> {
  const moved = await endReplaced(tx, chunk.placed);
  const saved = await saveAssignments(tx, run, chunk);
  await nameSuccessors(tx, saved);
  await raiseLoads(tx, chunk.rises);
  const issued = await issueFor(tx, run, chunk);
  await markPublished(tx, run.id, saved);
  await markStaying(tx, run.id, chunk.staying);
  await appendEvents(tx, actor, [...movedEvents(moved), ...eventsOf(run, saved), ...issued]);
  return { counters: issued.length, stillCounted: moved.flatMap(({ id, counted }) => (counted ? [id] : [])) };
}

type LockedRun = Pick<Run, "id" | "year" | "dead" | "drainedMentorId">;

/** Locks and reads what a chunk is checked against: mentors by id, what it ends, students, seats of dead letters. */
export async function lockChunk(tx: Tx, run: LockedRun, items: readonly ChunkItem[]) {
  const leaving = run.drainedMentorId === null ? [] : [run.drainedMentorId];
  const mentorIds = items.flatMap((item) => (item.mentorId === null ? [] : [item.mentorId]));
  const mentors = await lockMentors(tx, [...new Set([...leaving, ...mentorIds])]);
  await lockReplaced(tx, items);
  const students = await readChunkStudents(tx, items, run.year);
  const deadBefore = run.dead === 0 ? new Map() : await countDeadSeats(tx, run.id, items[0]!.position);
  return { items, mentors, students, deadBefore };
}

/**
 * Publishes the run's next `rowsMax` planned students in one transaction. Safe to repeat and to race: the run row is lock
 * and cursor. Finds the run cancelled or finished → ends it; finds the pool other than planned → FAILED PLAN_STALE, nothing
 * written. Source: Design §4, Contracts §4.
 */
export const publishChunk = (
  actor: Can<"job:work">,
  runId: string,
  rowsMax: number = CHUNK_ROWS,
): Promise<ChunkOutcome> =>
  inTx(
    async (tx): Promise<ChunkOutcome> => {
      const started = performance.now();
      const run = await lockRun(tx, runId);
      if (run === null || run.state !== "PUBLISHING")
        return { over: true, state: run?.state ?? "DISCARDED", failure: null };
      const items = run.cancelRequested ? [] : await listPlanned(tx, runId, run.cursor, rowsMax);
      if (items.length === 0) return await endRun(tx, actor, run);
      const verdict = decideChunk(await lockChunk(tx, run, items));
      if (!verdict.ok) {
        const failure: Failure = { code: verdict.reason, details: verdict.details ?? {} };
        await failRun(tx, actor, run, failure);
        return { over: true, state: "FAILED", failure };
      }
      const written = await saveChunk(tx, actor, run, verdict.value);
      await advance(tx, actor, run, { items, chunk: verdict.value, ...written, started });
      return { over: false, done: items.at(-1)!.position, total: run.eligible };
    },
    // Another try is the pace's decision, which also makes the chunk smaller.
    { timeoutMs: 60_000, attemptsMax: 1 },
  );

type Advance = Written & {
  readonly items: readonly ChunkItem[];
  readonly chunk: Chunk;
  readonly started: number;
};

/** Moves the cursor behind a written chunk, with its audit row and progress. */
async function advance(tx: Tx, actor: Staff, run: Run, written: Advance): Promise<void> {
  const { items, chunk, counters, stillCounted, started } = written;
  const durations = run.durations as Record<string, number>;
  const publish = Math.round((durations["publish"] ?? 0) + performance.now() - started);
  const moved = await tx.run.update({
    where: { id: run.id },
    data: {
      cursor: items.at(-1)!.position,
      publishedPlaced: { increment: chunk.placed.length },
      publishedUnplaced: { increment: chunk.unplaced.length + chunk.staying.length },
      countersIssued: { increment: counters },
      durations: { ...durations, publish },
    },
  });
  await recordAudit(tx, actor, {
    action: "allocation.run.publish-chunk",
    resourceType: "run",
    resourceId: run.id,
    diff: {
      positions: [items[0]!.position, items.at(-1)!.position],
      placed: chunk.placed.length,
      needsNewMentor: chunk.unplaced.length,
      counters,
      ...(run.kind === "DRAIN" ? { stayed: chunk.staying.length, stillCounted } : {}),
    },
  });
  await tellChunk(tx, moved);
}

/** The stored cursor of a run; 0 for one that is gone. */
export const readCursor = (_actor: Can<"job:work">, runId: string): Promise<number> =>
  inTx(
    async (tx) => (await tx.run.findUnique({ where: { id: runId }, select: { cursor: true } }))?.cursor ?? 0,
  );

/** A run and the cursor somebody saw before they tried the student behind it. */
export type SeenCursor = { readonly runId: string; readonly at: number };

/**
 * Makes the student behind cursor `at` a dead letter, with the state and constraint of the error but not its message, and
 * moves on. The seat is not held. Without effect when another worker has moved on since. Source: Design §4.
 */
export const buryNext = (actor: Can<"job:work">, { runId, at }: SeenCursor, error: unknown): Promise<void> =>
  inTx(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run === null || run.state !== "PUBLISHING" || run.cursor !== at) return;
    const [item] = await listPlanned(tx, runId, run.cursor, 1);
    if (item === undefined) return;
    const { position, studentId, mentorId } = item;
    const { code, constraint } = traceOf(error);
    await tx.runItem.update({ where: { runId_position: { runId, position } }, data: { state: "DEAD" } });
    await tx.deadLetter.create({
      data: {
        id: newId(),
        runId,
        position,
        studentId,
        code,
        message: constraint ?? code,
        context: { mentorId, constraint },
      },
    });
    const moved = await tx.run.update({
      where: { id: runId },
      data: { cursor: position, dead: { increment: 1 } },
    });
    const resource = { resourceType: "student", resourceId: studentId };
    await recordAudit(tx, actor, {
      action: "allocation.run.bury",
      ...resource,
      diff: { runId, code, constraint },
    });
    await emitProgress(tx, `run:${runId}`, "progress", progressOf(moved));
  });

/** Ends a publication that nobody tries any more: FAILED, the pool free, what is written stays. */
export const giveUpPublish = (actor: Can<"job:work">, runId: string): Promise<void> =>
  inTx(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run?.state !== "PUBLISHING") return;
    await failRun(tx, actor, run, { code: "INTERNAL", details: { correlationId: actor.correlationId } });
  });

/** A chunk tried once, told as a value: written, the connection lost, trouble on the way, or a refused row. */
export type Attempt =
  | { readonly fate: "written"; readonly outcome: ChunkOutcome }
  | { readonly fate: "lost" | "way" | "rows"; readonly error: unknown };

/** Tries one chunk. A refusal of ours (no numbers left) fails the run with its code. */
export async function tryChunk(actor: Can<"job:work">, runId: string, rowsMax: number): Promise<Attempt> {
  try {
    return { fate: "written", outcome: await publishChunk(actor, runId, rowsMax) };
  } catch (error) {
    const fate = fateOf(error);
    if (fate !== null) return { fate, error };
    if (!(error instanceof AppError)) throw error;
    const { code, details } = error;
    await inTx(async (tx) => {
      const run = await lockRun(tx, runId);
      if (run?.state === "PUBLISHING") await failRun(tx, actor, run, { code, details });
    });
    return { fate: "written", outcome: { over: true, state: "FAILED", failure: { code, details } } };
  }
}

/**
 * Looks, before a job goes on with a run somebody left half-published, whether the rest is still as planned; otherwise the
 * run is FAILED with PLAN_STALE and the rest back in the pool. Null = go on. Source: Contracts §4.
 */
export const resumePublish = (actor: Can<"job:work">, runId: string): Promise<Failure | null> =>
  inTx(
    async (tx) => {
      const run = await lockRun(tx, runId);
      if (run === null || run.state !== "PUBLISHING" || run.cursor === 0) return null;
      const stale = await findStaleness(tx, run);
      if (stale === null) return null;
      const failure: Failure = { code: "PLAN_STALE", details: { ...stale } };
      await failRun(tx, actor, run, failure);
      return failure;
    },
    { timeoutMs: 120_000 },
  );
