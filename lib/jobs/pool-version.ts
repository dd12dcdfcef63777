import { db } from "../db/client";
import { inTx } from "../db/tx";

/** Longer than any transaction lives: a change must be seen before it is swept. */
const KEPT_DAYS = 1;

/**
 * Names the state of students, mentors, managers and assignments a reader sees now: another one as soon as a transaction that
 * touched them has committed, whoever wrote it. What is read of them after this is at least as new. Made of the rows the reader
 * sees: how many, the newest, their sum. The newest is never swept and no number given twice, so no state has the name of an
 * earlier one; where somebody has emptied the table, the last number given stands for them. Another database has another oid.
 */
export const readPoolVersion = async (): Promise<string> => {
  const [row] = await db().$queryRaw<{ version: string }[]>`
    SELECT concat_ws('.', (SELECT oid FROM pg_database WHERE datname = current_database()), count(*),
      coalesce(max(id), (SELECT CASE WHEN is_called THEN -last_value ELSE 0 END FROM pool_changes_id_seq)), sum(id)) AS version
    FROM pool_changes`;
  return row?.version ?? "";
};

/** Forgets changes every process has long seen; returns how many. */
export const forgetPoolChanges = (): Promise<number> =>
  inTx(
    (tx) => tx.$executeRaw`
      DELETE FROM pool_changes WHERE at < now() - make_interval(days => ${KEPT_DAYS}::int)
        AND id < (SELECT max(id) FROM pool_changes)`,
  );
