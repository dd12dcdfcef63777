import { FULL_PACE, nextPace } from "@/lib/allocation/publish/pace";
import type { JobHandler } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { giveUpUndo, passOverRow, takeUndoPool, tryUndoChunk } from "./commands";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Chunk after chunk until the batch is taken back; trouble is met like that of a publish. Source: Design §4. */
export const undoBatch: JobHandler = async (context) => {
  const { job, actor, signal, progress, waiting } = context;
  try {
    const busy = await takeUndoPool(actor, job.subjectId);
    if (busy !== null) await waiting(`${busy.holderKind}:${busy.holderId}`);
    for (let pace = FULL_PACE; ; ) {
      signal.throwIfAborted();
      const tried = await tryUndoChunk(actor, job.subjectId, pace.rows);
      if (tried.fate === "written") {
        if (tried.outcome.over) return;
        await progress(tried.outcome.done, tried.outcome.total);
      } else if (tried.fate === "rows" && pace.rows === 1) {
        await passOverRow(actor, job.subjectId, tried.error);
      }
      const next = nextPace(pace, tried.fate);
      if (next === null) throw tried.fate === "written" ? new AppError("INTERNAL") : tried.error;
      pace = next;
      if (pace.waitMs > 0) await pause(pace.waitMs);
    }
  } catch (error) {
    if (context.isFinal(error)) await giveUpUndo(actor, job.subjectId);
    throw error;
  }
};
