import type { Reader } from "@/lib/db/tx";

/** How far back the log itself is looked through: for who is in no table, as the command line. */
const NEWEST = 5_000;

/**
 * Who can be found in the audit log, latest appearance first: whoever ever signed in (that is an entry), tokens that were
 * used, kinds of work that ran, and who stands in the newest entries. Read from where they are at home: the log has no
 * index by actor, and a million entries are not read for a list of names.
 */
export const selectActors = (client: Reader, rowsMax: number): Promise<{ value: string; name: string }[]> =>
  client.$queryRaw`
    SELECT value, name FROM (
      SELECT value, (array_agg(name ORDER BY source))[1] AS name, max(at) AS at FROM (
        SELECT u.id::text AS value, u.name, s.at, 1 AS source FROM users u
          JOIN (SELECT user_id, max(last_seen_at) AS at FROM sessions GROUP BY user_id) s ON s.user_id = u.id
        UNION ALL SELECT id::text, name, last_used_at, 1 FROM api_tokens WHERE last_used_at IS NOT NULL
        UNION ALL SELECT kind, kind, max(started_at), 1 FROM jobs WHERE started_at IS NOT NULL GROUP BY kind
        UNION ALL SELECT coalesce(actor_id::text, actor_name), (array_agg(actor_name ORDER BY id DESC))[1], max(at), 2
          FROM (SELECT id, actor_id, actor_name, at FROM audit_log ORDER BY id DESC LIMIT ${NEWEST}) newest GROUP BY 1
      ) appearances GROUP BY value
    ) actors ORDER BY at DESC, value LIMIT ${rowsMax}`;
