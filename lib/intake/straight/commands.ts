import type { Can } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import { enqueue } from "@/lib/jobs/queue";
import type { JobId } from "@/lib/shared/ids";
import { ok } from "@/lib/shared/result";
import { startValidate } from "../batch/commands";
import type { ApplyMode } from "../schema";

/**
 * Starts the check of a batch that is applied as soon as it is over: its valid rows, or all of them or none. The job to watch
 * is the one that applies. Jobs of one batch are serial, so it follows the check. Refuses like `startValidate`. Source:
 * Contracts §8 `apply=valid`.
 */
export const startImport = async (
  actor: Can<"import:write">,
  { batchId, mode }: { batchId: string; mode: ApplyMode },
) => {
  const checking = await startValidate(actor, { batchId });
  if (!checking.ok) return checking;
  const jobId = await inTx((tx) =>
    enqueue(tx, actor, { kind: "import-batch", subject: "batch", subjectId: batchId, payload: { mode } }),
  );
  return ok<{ jobId: JobId }>({ jobId });
};
