import { type Can, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { isUuid } from "@/lib/shared/ids";

/** Who keeps a batch waiting, for a sentence with a link: a run or another batch, since when, and who started that. */
export type PoolHolder = {
  readonly kind: "RUN" | "BATCH";
  readonly id: string;
  readonly number: number;
  readonly since: Date;
  /** Name of the person; null for the command line. */
  readonly by: string | null;
};

/** Who has the pool while this batch wants it; null when it is free, or the batch's own. Source: Contracts §4. */
export const readPoolHolder = async (
  _staff: Can<"import:read">,
  batchId: string,
): Promise<PoolHolder | null> => {
  const [found] = await db().$queryRaw<PoolHolder[]>`
    SELECT l.holder_kind AS kind, l.holder_id::text AS id, coalesce(r.number, b.number) AS number, l.since,
      (SELECT u.name FROM jobs j JOIN users u ON u.id = j.created_by
        WHERE j.subject_id = l.holder_id AND j.state NOT IN ('DONE', 'FAILED') ORDER BY j.created_at DESC LIMIT 1) AS by
    FROM pool_lock l LEFT JOIN runs r ON r.id = l.holder_id LEFT JOIN import_batches b ON b.id = l.holder_id
    WHERE l.id = 1 AND l.holder_id IS NOT NULL AND l.holder_id <> ${batchId}::uuid
      AND coalesce(r.number, b.number) IS NOT NULL`;
  return found ?? null;
};

/** The batch that somebody calls by its id or by its short number; null when unknown or out of sight. Source: Contracts §6. */
export const findBatch = async (
  staff: Can<"import:read">,
  name: string,
): Promise<{ readonly id: string; readonly number: number } | null> => {
  if (!isUuid(name) && !/^\d{1,9}$/.test(name)) return null;
  const found = await db().importBatch.findUnique({
    where: isUuid(name) ? { id: name } : { number: Number(name) },
    select: { id: true, number: true, centers: true },
  });
  return found && seesCenters(staff, found.centers) ? { id: found.id, number: found.number } : null;
};
