import type { Prisma, Run } from "@db";
import { cache } from "react";
import { recordAudit } from "@/lib/auth/audit";
import { ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Reader, Tx } from "@/lib/db/tx";
import { acquirePool, type PoolBusy, releasePool } from "@/lib/jobs/pool-lock";
import { emitProgress } from "@/lib/jobs/progress";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { RunRef } from "./schema";

/**
 * Locks the run row until commit and reads it; null when there is none. The row is the lock and the cursor of a run:
 * chunks are serial, so timing cannot matter. `NO KEY` lets inserts that reference it pass. Source: Design §4.
 */
export async function lockRun(tx: Tx, runId: string): Promise<Run | null> {
  await tx.$queryRaw`SELECT id FROM runs WHERE id = ${runId}::uuid FOR NO KEY UPDATE`;
  return await tx.run.findUnique({ where: { id: runId } });
}

/**
 * Locks a run that a person wants to change. Out of sight → NOT_FOUND; seen but wider than their centres →
 * CENTER_OUT_OF_SCOPE; changed since the page was drawn → STALE_VERSION. Source: Contracts §6.
 */
export async function lockOwnRun(
  tx: Tx,
  staff: Staff,
  ref: RunRef,
): Promise<Result<Run, "NOT_FOUND" | "CENTER_OUT_OF_SCOPE" | "STALE_VERSION">> {
  const run = await lockRun(tx, ref.runId);
  if (run === null || !seesCenters(staff, run.centers)) return refuse("NOT_FOUND");
  if (!ownsCenters(staff, run.centers)) return refuse("CENTER_OUT_OF_SCOPE", { centers: run.centers });
  if (ref.version !== undefined && ref.version !== run.version)
    return refuse("STALE_VERSION", { version: run.version });
  return ok(run);
}

/** A run as it stands, whoever may see it; read once for a page, however many of its parts ask. */
export const readRun = cache((id: string): Promise<Run | null> => db().run.findUnique({ where: { id } }));

/** Whether some job still works, or waits to work, on this run. */
export async function hasLiveJob(reader: Reader, runId: string): Promise<boolean> {
  const found = await reader.job.findFirst({
    where: { subject: "run", subjectId: runId, state: { in: ["QUEUED", "RUNNING", "WAITING"] } },
    select: { id: true },
  });
  return found !== null;
}

/** Locks mentors until commit, by id. Waits rather than skips: ranking is only true of the whole pool. Source: Design §4. */
export const lockMentors = (tx: Tx, ids: readonly number[]) =>
  tx.$queryRaw<{ id: number; load: number; capacity: number; loadYear: number }[]>`
    SELECT "شناسه_منتور" AS id, "بار_فعلی" AS load, "ظرفیت" AS capacity, "سال_بار" AS "loadYear"
    FROM "منتورها" WHERE "شناسه_منتور" = ANY(${[...ids]}::int[]) ORDER BY "شناسه_منتور" FOR NO KEY UPDATE`;

/** Locks a student until commit, against another change of where they stand. */
export const lockStudent = (tx: Tx, nationalId: string): Promise<unknown> =>
  tx.$queryRaw`SELECT 1 FROM "دانش_آموزان" WHERE "کد_ملی" = ${nationalId} FOR NO KEY UPDATE`;

/** How many more students a run has made of each mentor's: published and not reverted; of a drained mentor, fewer. */
export async function countPublished(reader: Reader, runId: string): Promise<Map<number, number>> {
  const rows = await reader.$queryRaw<{ id: number; n: number }[]>`
    SELECT mentor_id AS id, count(*)::int AS n FROM run_items
    WHERE run_id = ${runId}::uuid AND state = 'PUBLISHED' AND mentor_id IS NOT NULL GROUP BY mentor_id
    UNION ALL SELECT m."شناسه_منتور", -count(*)::int FROM runs r JOIN "منتورها" m ON m."شناسه_منتور" = r.drained_mentor_id
    JOIN run_items i ON i.run_id = r.id AND i.state = 'PUBLISHED' AND i.mentor_id IS NOT NULL
    WHERE r.id = ${runId}::uuid AND m."سال_بار" = r.year GROUP BY 1`;
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** What a page shows of a run while it works; sent with every progress event. */
export const progressOf = (run: Run) => ({
  state: run.state,
  done: run.cursor,
  total: run.eligible,
  placed: run.publishedPlaced,
  needsNewMentor: run.publishedUnplaced,
  counters: run.countersIssued,
  dead: run.dead,
  reversed: run.reversed,
  kept: run.kept,
});

/** Takes the pool for a run and tells the pages that wait for it; null, or who has it. Re-entrant. Source: Contracts §4. */
export async function takePool(tx: Tx, runId: string): Promise<PoolBusy | null> {
  const taken = await acquirePool(tx, { kind: "RUN", id: runId });
  if (!taken.ok) return { holderKind: taken.holderKind, holderId: taken.holderId, since: taken.since };
  await emitProgress(tx, "pool", "taken", { kind: "RUN", id: runId });
  return null;
}

/** Gives the pool back. Without effect when the run does not have it. */
export async function freePool(tx: Tx, runId: string): Promise<void> {
  await releasePool(tx, { kind: "RUN", id: runId });
  await emitProgress(tx, "pool", "freed", { kind: "RUN", id: runId });
}

/**
 * Tells what a chunk has written, in its transaction: to the page of the run, and to the pages of the pool, whose loads and counts
 * it moved. Those hear it with the commit, however long the outbox has to relay.
 */
export async function tellChunk(tx: Tx, run: Run): Promise<void> {
  await emitProgress(tx, `run:${run.id}`, "progress", progressOf(run));
  await emitProgress(tx, "pool", "changed", { kind: "RUN", id: run.id });
}

/** Moves a locked run to another state and tells its page. The caller has checked that the step is allowed. */
export async function moveRun(tx: Tx, runId: string, data: Prisma.RunUpdateInput): Promise<Run> {
  const run = await tx.run.update({ where: { id: runId }, data: { ...data, version: { increment: 1 } } });
  await emitProgress(tx, `run:${runId}`, "state", progressOf(run));
  return run;
}

/** Why a run failed; a code of `errors.ts` and its facts. */
export type Failure = { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> };

/** Ends a run as FAILED with its reason and gives the pool back; it can be resumed. */
export async function failRun(tx: Tx, actor: Staff, run: Run, failure: Failure): Promise<void> {
  const { code, details } = failure;
  await moveRun(tx, run.id, { state: "FAILED", errorCode: code, errorDetails: details as object });
  await freePool(tx, run.id);
  await recordAudit(tx, actor, {
    action: "allocation.run.fail",
    resourceType: "run",
    resourceId: run.id,
    diff: { state: [run.state, "FAILED"], code, published: run.cursor },
  });
}
