import type { Reader, Tx } from "@/lib/db/tx";

const WHOLE_LOCK = 72_707_374;

/** Waits until nobody else stores this batch as a whole, and keeps others out until this transaction ends. */
export const oneApplyAtATime = async (tx: Tx, batchId: string): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${WHOLE_LOCK}::int, hashtext(${batchId}))`;
};

/** Whether somebody has asked for a stop since: seen by a long transaction too, because it reads what is committed. */
export const isAskedToStop = async (reader: Reader, batchId: string): Promise<boolean> => {
  const [row] = await reader.$queryRaw<{ asked: boolean }[]>`
    SELECT cancel_requested AS asked FROM import_batches WHERE id = ${batchId}::uuid`;
  return row?.asked === true;
};
