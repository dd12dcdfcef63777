import type { ImportBatch } from "@db";
import type { Staff } from "@/lib/auth/permissions";
import type { Tx } from "@/lib/db/tx";
import { isMassChange } from "../batch/state";
import { isUploader, needsSecondPerson } from "../brake/queries";
import { countStored } from "../check/sql";
import type { Kind } from "../columns";

/** Rows of an applied batch that would change too much: how many of how many stored, and whether a second person must say so. */
export type Braked = {
  readonly batchId: string;
  readonly number: number;
  readonly rows: number;
  readonly changed: number;
  readonly stored: number;
  readonly alone: boolean;
};

type Late = {
  readonly batch: ImportBatch;
  readonly rowIds: readonly bigint[];
  readonly confirmMassChange: boolean;
};

/**
 * The brake of rows that are stored after their batch was applied; null when they may be. It counts what these rows change
 * and what late rows of the batch have changed before, so that many small clicks are no way around it. Source: Contracts §5.
 */
export const lateBrake = async (
  tx: Tx,
  actor: Staff,
  { batch, rowIds, confirmMassChange }: Late,
): Promise<Braked | null> => {
  const [row] = await tx.$queryRaw<{ now: number; before: number }[]>`
    SELECT count(*) FILTER (WHERE status = 'VALID' AND id = ANY(${[...rowIds]}::bigint[]))::int AS now,
      count(*) FILTER (WHERE status = 'APPLIED' AND applied_at > ${batch.appliedAt})::int AS before
    FROM import_rows WHERE batch_id = ${batch.id}::uuid AND diff = 'CHANGED'
      AND NOT changes ?| ARRAY['year', 'loadYear']`;
  const { now = 0, before = 0 } = row ?? {};
  if (now === 0) return null;
  const scope = { kind: batch.kind as Kind, year: batch.year, centers: batch.centers };
  const { stored } = await countStored(tx, batch.id, scope);
  const changed = now + before;
  if (!isMassChange({ changed, missing: 0, stored })) return null;
  const alone = isUploader(actor, batch) && (await needsSecondPerson(tx));
  if (confirmMassChange && !alone) return null;
  return { batchId: batch.id, number: batch.number, rows: rowIds.length, changed, stored, alone };
};
