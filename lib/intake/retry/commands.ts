import { recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result } from "@/lib/shared/result";
import { lockBatch } from "../batch/sql";
import { allows } from "../batch/state";
import type { Reference } from "../kinds";
import { waitingFor } from "../queue/sql";
import { readReference } from "../reference/queries";
import { applyLate, lookAgain, settle } from "../row/commands";
import { addCounts, type RetryCounts } from "./counts";
import { type Braked, lateBrake } from "./queries";
import { RETRY_ROWS, type RetryRows } from "./schema";

const BATCH_MS = 60_000;

type Counts = RetryCounts<Braked>;

/** What became of the rows of one click; `checked` = `ready` + `applied` + `waiting`. */
export type Retried = Counts & {
  /** Rows of the filter that come after these. */
  readonly left: number;
  /** Where the next click goes on; null when these were the last. */
  readonly next: string | null;
};

const NONE: Counts = { checked: 0, ready: 0, applied: 0, waiting: 0, skipped: 0, braked: [] };

/**
 * Sends the oldest 500 waiting rows of a filter that the actor may see through the check of their batch again, against the
 * lists as they are today; `next` goes on after them. One transaction and one audit row per batch, safe to repeat. Rows of
 * an applied batch are stored at once, behind the same brake as a file: without `confirmMassChange`, or where that word
 * must be somebody else's, they are left and named in `braked`. Refuses nothing: rows that cannot be decided about now are
 * counted as skipped. Source: Contracts §5, §6.
 */
export const retryRows = async (
  actor: Can<"quarantine:write">,
  { ids, after, confirmMassChange = false, ...filter }: RetryRows,
): Promise<Result<Retried, ErrorCode>> => {
  const named = ids === undefined ? {} : { id: { in: ids.map(BigInt) } };
  const where = { AND: [waitingFor(actor, filter), named] };
  const found = await db().importRow.findMany({
    where: after ? { AND: [where, { id: { gt: BigInt(after) } }] } : where,
    orderBy: { id: "asc" },
    take: RETRY_ROWS,
    select: { id: true, batchId: true, batch: { select: { year: true } } },
  });
  const lists = new Map<number | null, Reference>();
  let counts = NONE;
  for (const batchId of new Set(found.map((row) => row.batchId))) {
    const rows = found.filter((row) => row.batchId === batchId);
    const year = rows[0]?.batch.year ?? null;
    const reference = lists.get(year) ?? (await readReference(db(), year));
    lists.set(year, reference);
    const group = { batchId, reference, rowIds: rows.map(({ id }) => id), confirmMassChange };
    counts = addCounts(counts, await retryBehindBrake(actor, group));
  }
  const last = found.at(-1)?.id;
  const left =
    last === undefined ? 0 : await db().importRow.count({ where: { AND: [where, { id: { gt: last } }] } });
  return ok({ ...counts, left, next: left > 0 ? String(last) : null });
};

type Group = {
  readonly batchId: string;
  readonly reference: Reference;
  readonly rowIds: readonly bigint[];
  readonly confirmMassChange: boolean;
};

/** What is found out behind a write is thrown, so that the write is undone. */
type Brake = { readonly braked: Braked };
const isBrake = (error: unknown): error is Brake => (error as Partial<Brake> | null)?.braked !== undefined;

const retryBehindBrake = async (actor: Staff, group: Group): Promise<Counts> => {
  try {
    return await retryBatch(actor, group);
  } catch (error) {
    if (isBrake(error)) return { ...NONE, braked: [error.braked] };
    throw error;
  }
};

const retryBatch = (actor: Staff, group: Group): Promise<Counts> =>
  inTx(
    async (tx): Promise<Counts> => {
      const { batchId, reference, rowIds, confirmMassChange } = group;
      const batch = await lockBatch(tx, batchId);
      const skipped = { ...NONE, skipped: rowIds.length };
      if (batch === null || !ownsCenters(actor, batch.centers)) return skipped;
      const late = allows(batch.status, "rejects");
      if (!late && !allows(batch.status, "rows")) return skipped;
      if (late && (await requirePoolFree(tx)) !== null) return skipped;
      // Somebody may have decided about some of them since they were listed.
      const before = await tx.importRow.findMany({
        where: { id: { in: [...rowIds] }, status: "QUARANTINED" },
      });
      const asked = before.map(({ id }) => id);
      // Judged by the centres of whoever uploaded them, as the first time: a click for many lets in no foreign centre.
      const freed = await lookAgain(tx, { batch, reference, before, rowIds: asked, scope: batch.scope });
      // Rows that hold now because these do are theirs too: in an applied batch nobody would come back for them.
      const ids = [...new Set([...asked, ...freed])];
      const braked = late ? await lateBrake(tx, actor, { batch, rowIds: ids, confirmMassChange }) : null;
      if (braked !== null) throw { braked } satisfies Brake;
      if (late) await applyLate(tx, actor, { batch, reference, rowIds: ids });
      await settle(tx, batch);
      const counts = await countOutcomes(tx, ids);
      const { checked, ready, applied } = counts;
      await recordAudit(tx, actor, {
        action: "intake.row.retry",
        resourceType: "batch",
        resourceId: batch.id,
        diff: { checked, ready, applied, ...(confirmMassChange ? { confirmMassChange } : {}) },
      });
      return counts;
    },
    { timeoutMs: BATCH_MS },
  );

const countOutcomes = async (tx: Tx, ids: readonly bigint[]): Promise<Counts> => {
  const groups = await tx.importRow.groupBy({
    by: ["status"],
    where: { id: { in: [...ids] } },
    _count: true,
  });
  const of = (status: string): number => groups.find((group) => group.status === status)?._count ?? 0;
  const [applied, waiting] = [of("APPLIED"), of("QUARANTINED")];
  return {
    checked: ids.length,
    ready: ids.length - applied - waiting,
    applied,
    waiting,
    skipped: 0,
    braked: [],
  };
};
