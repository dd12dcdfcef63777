import type { Run } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { emitProgress } from "@/lib/jobs/progress";
import { AppError } from "@/lib/shared/errors";
import { readWayBack, restoredEvents, restoreReplaced } from "../drain/restore/sql";
import { decideWayBack } from "../drain/way-back";
import { eventOf } from "../events";
import type { Attempt, ChunkOutcome, SeenCursor } from "../publish/commands";
import { fateOf, traceOf } from "../publish/sql";
import { freePool, lockMentors, lockRun, moveRun, progressOf, tellChunk } from "../sql";
import { decideRevert } from "./decide";
import { endAssignments, endedEvents, lockPublished, markReverted, mentorsOf } from "./sql";

type Chunk = { readonly runId: string; readonly includeExported: boolean; readonly rowsMax: number };

async function endRevert(tx: Tx, actor: Staff, run: Run): Promise<ChunkOutcome> {
  await moveRun(tx, run.id, { state: "REVERTED", revertedAt: new Date() });
  await freePool(tx, run.id);
  await recordAudit(tx, actor, {
    action: "allocation.run.reverted",
    resourceType: "run",
    resourceId: run.id,
    diff: { reversed: run.reversed, kept: run.kept },
  });
  await appendEvents(tx, actor, [
    eventOf(newId(), "takhsis.allocation.run.reverted.v1", run.id, { runId: run.id, year: run.year }),
  ]);
  return { over: true, state: "REVERTED", failure: null };
}

/**
 * Takes back the run's next published decisions in one transaction; loads change by delta, counters stay with their students.
 * Students of a drain go back to the mentor they came from, where that is still possible, and else stay with the new one.
 * Safe to repeat and to race: the run row is lock and cursor. Source: Contracts §4.
 */
export const revertChunk = (actor: Can<"job:work">, chunk: Chunk): Promise<ChunkOutcome> =>
  inTx(
    async (tx): Promise<ChunkOutcome> => {
      const run = await lockRun(tx, chunk.runId);
      if (run === null || run.state !== "REVERTING")
        return { over: true, state: run?.state ?? "DISCARDED", failure: null };
      const items = await lockPublished(tx, run.id, run.cursor, chunk.rowsMax);
      if (items.length === 0) return await endRevert(tx, actor, run);
      const mentors = await lockMentors(tx, mentorsOf(items));
      const decided = decideRevert(items, chunk.includeExported);
      const verdicts =
        run.kind === "DRAIN"
          ? decideWayBack(decided, await readWayBack(tx, run, { items, mentors }))
          : decided;
      const reversed = verdicts.filter(({ state }) => state === "REVERTED").map(({ item }) => item);
      await endAssignments(
        tx,
        reversed.map((item) => item.assignmentId),
        "RUN_REVERTED",
      );
      await restoreReplaced(tx, reversed);
      await markReverted(tx, run.id, verdicts);
      await appendEvents(tx, actor, [
        ...endedEvents(reversed, "RUN_REVERTED"),
        ...restoredEvents(run.id, reversed),
      ]);
      const moved = await tx.run.update({
        where: { id: run.id },
        data: {
          cursor: items.at(-1)!.position,
          reversed: { increment: reversed.length },
          kept: { increment: items.length - reversed.length },
        },
      });
      await recordAudit(tx, actor, {
        action: "allocation.run.revert-chunk",
        resourceType: "run",
        resourceId: run.id,
        diff: {
          positions: [items[0]!.position, items.at(-1)!.position],
          reversed: reversed.length,
          kept: items.length - reversed.length,
          stillCounted: reversed.filter((item) => item.counted).map((item) => item.assignmentId),
        },
      });
      await tellChunk(tx, moved);
      return { over: false, done: moved.cursor, total: run.eligible };
    },
    { timeoutMs: 60_000, attemptsMax: 1 },
  );

/** Tries one chunk of a revert, told as a value. Throws bugs. */
export async function tryRevertChunk(actor: Can<"job:work">, chunk: Chunk): Promise<Attempt> {
  try {
    return { fate: "written", outcome: await revertChunk(actor, chunk) };
  } catch (error) {
    const fate = error instanceof AppError ? null : fateOf(error);
    if (fate === null) throw error;
    return { fate, error };
  }
}

/** Marks the next published decision as one that could not be taken back, and moves on. */
export const passOverNext = (
  actor: Can<"job:work">,
  { runId, at }: SeenCursor,
  error: unknown,
): Promise<void> =>
  inTx(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run === null || run.state !== "REVERTING" || run.cursor !== at) return;
    const [item] = await lockPublished(tx, runId, run.cursor, 1);
    if (item === undefined) return;
    const { position } = item;
    await tx.runItem.update({ where: { runId_position: { runId, position } }, data: { state: "ERRORED" } });
    const moved = await tx.run.update({ where: { id: runId }, data: { cursor: position } });
    await recordAudit(tx, actor, {
      action: "allocation.run.revert-error",
      resourceType: "student",
      resourceId: item.studentId,
      diff: { runId, ...traceOf(error) },
    });
    await emitProgress(tx, `run:${runId}`, "progress", progressOf(moved));
  });

/**
 * Ends a revert that nobody tries any more: the pool free, and the run FAILED, or PUBLISHED as before if nothing was taken
 * back yet; from both it can be reverted again, and what is reversed is passed over.
 */
export const giveUpRevert = (actor: Can<"job:work">, runId: string): Promise<void> =>
  inTx(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run?.state !== "REVERTING") return;
    const state = run.reversed + run.kept === 0 ? "PUBLISHED" : "FAILED";
    await moveRun(tx, runId, { state, cursor: run.eligible, errorCode: "INTERNAL" });
    await freePool(tx, runId);
    await recordAudit(tx, actor, {
      action: "allocation.run.revert-fail",
      resourceType: "run",
      resourceId: runId,
      diff: { state: ["REVERTING", state], reversed: run.reversed, kept: run.kept },
    });
  });
