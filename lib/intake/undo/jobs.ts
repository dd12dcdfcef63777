import { workInChunks } from "@/lib/allocation/publish/jobs";
import type { JobHandler } from "@/lib/jobs/queue";
import { giveUpUndo, passOverRow, readBatchCursor, takeUndoPool, tryUndoChunk } from "./commands";

/** Chunk after chunk until the batch is taken back; trouble is met like that of a publish. Source: Design §4. */
export const undoBatch: JobHandler = async (context) => {
  const { job, actor, waiting } = context;
  try {
    const busy = await takeUndoPool(actor, job.subjectId);
    if (busy !== null) await waiting(`${busy.holderKind}:${busy.holderId}`);
    await workInChunks(context, {
      attempt: (rowsMax) => tryUndoChunk(actor, job.subjectId, rowsMax),
      cursor: () => readBatchCursor(actor, job.subjectId),
      setAside: (at, error) => passOverRow(actor, { batchId: job.subjectId, at }, error),
    });
  } catch (error) {
    if (context.isFinal(error)) await giveUpUndo(actor, job.subjectId);
    throw error;
  }
};
