import type { Tx } from "../db/tx";

export type PoolHolder = { kind: "RUN" | "BATCH"; id: string };
export type PoolBusy = { holderKind: string; holderId: string; since: Date };

type Row = { holder_kind: string | null; holder_id: string | null; since: Date | null };

/**
 * Takes the pool (students, mentors, loads) for a run or a batch, or says who has it. Re-entrant: the holder is the run or
 * batch, not the process, so a resumed job finds its own lock. Source: Contracts §4 «takes the same lock».
 */
export const acquirePool = async (
  tx: Tx,
  holder: PoolHolder,
): Promise<{ ok: true } | ({ ok: false } & PoolBusy)> => {
  const [row] = await tx.$queryRaw<
    Row[]
  >`SELECT holder_kind, holder_id, since FROM pool_lock WHERE id = 1 FOR UPDATE`;
  if (row?.holder_id && row.holder_id !== holder.id)
    return {
      ok: false,
      holderKind: row.holder_kind ?? "",
      holderId: row.holder_id,
      since: row.since ?? new Date(0),
    };
  if (!row?.holder_id)
    await tx.$executeRaw`UPDATE pool_lock SET holder_kind = ${holder.kind}, holder_id = ${holder.id}::uuid, since = now() WHERE id = 1`;
  return { ok: true };
};

/** Gives the pool back; without effect when somebody else has it. */
export const releasePool = async (tx: Tx, holder: PoolHolder): Promise<void> => {
  await tx.$executeRaw`
    UPDATE pool_lock SET holder_kind = NULL, holder_id = NULL, since = NULL WHERE id = 1 AND holder_id = ${holder.id}::uuid`;
};

/**
 * For short commands that change students, mentors or loads: null when the pool is free, and it stays free until this
 * transaction ends; otherwise who has it (refuse `RUN_ACTIVE` with it).
 */
export const requirePoolFree = async (tx: Tx): Promise<PoolBusy | null> => {
  const [row] = await tx.$queryRaw<
    Row[]
  >`SELECT holder_kind, holder_id, since FROM pool_lock WHERE id = 1 FOR SHARE`;
  return row?.holder_id
    ? { holderKind: row.holder_kind ?? "", holderId: row.holder_id, since: row.since ?? new Date(0) }
    : null;
};
