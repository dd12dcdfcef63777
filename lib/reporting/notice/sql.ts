import type { Reader } from "@/lib/db/tx";

/** What a person may be told of: their own id, their centres (empty = all), and what they may see or do. */
export type Reading = {
  readonly userId: string;
  readonly scope: readonly number[];
  readonly seesRuns: boolean;
  readonly plans: boolean;
  readonly publishes: boolean;
  readonly watches: boolean;
};

export type NoticeKind =
  | "DONE"
  | "FAILED"
  | "PUBLISHED"
  | "STALE"
  | "DEAD_LETTERS"
  | "DEAD_EVENTS"
  | "SECOND_PERSON";
export type NoticeSubject = "run" | "batch" | "export" | "outbox";

/** Something that happened. It names things by number and id, never a person. */
export type NoticeRow = {
  kind: NoticeKind;
  /** Kind of the job that ended, of DONE and FAILED. */
  work: string | null;
  subject: NoticeSubject;
  subjectId: string | null;
  /** What people call the subject. */
  number: number | null;
  /** Rows in quarantine, students without a mentor, placements, rows of a file or rows it would change, or how many are dead. */
  count: number | null;
  at: Date;
};

/** Older news is no news. */
const WINDOW_DAYS = 14;
/** As many as a panel shows. */
export const ROWS_MAX = 30;

/**
 * What happened to the things of a person in the last fourteen days, newest first: the last end of each of their own jobs,
 * plans others published in their centres, plans that became stale, and what lies dead until somebody replays it.
 */
export const selectNotices = (reader: Reader, asked: Reading): Promise<NoticeRow[]> => {
  const scope = [...asked.scope];
  return reader.$queryRaw<NoticeRow[]>`
    WITH recent AS (
      SELECT DISTINCT ON (j.subject_id, j.kind) j.*, j.created_by = ${asked.userId}::uuid AS mine
      FROM jobs j
      WHERE j.finished_at > now() - make_interval(days => ${WINDOW_DAYS}::int) AND j.state IN ('DONE', 'FAILED')
        AND (j.created_by = ${asked.userId}::uuid OR j.subject = 'run')
      ORDER BY j.subject_id, j.kind, j.finished_at DESC),
    told AS (
      SELECT CASE WHEN j.state = 'DONE' THEN 'DONE' WHEN j.error_code = 'PLAN_STALE' THEN 'STALE' ELSE 'FAILED' END AS kind,
        j.kind AS work, j.subject, j.subject_id, coalesce(r.number, b.number, e.seq) AS number,
        CASE WHEN j.kind = 'validate-batch' THEN b.quarantined_rows WHEN j.kind IN ('apply-batch', 'import-batch') THEN b.applied_rows
          WHEN j.kind = 'plan-run' THEN r.needs_new_mentor WHEN j.kind IN ('publish-run', 'allocate-run') THEN r.published_placed
          WHEN j.kind = 'revert-run' THEN r.reversed WHEN j.kind = 'make-export' THEN e.row_count
          WHEN j.kind = 'undo-batch' THEN b.reversed_rows END AS count,
        j.finished_at AS at, coalesce(r.centers, b.centers, e.centers) AS centers
      FROM recent j LEFT JOIN runs r ON j.subject = 'run' AND r.id = j.subject_id
        LEFT JOIN import_batches b ON j.subject = 'batch' AND b.id = j.subject_id
        LEFT JOIN exports e ON j.subject = 'export' AND e.id = j.subject_id
      WHERE coalesce(r.number, b.number, e.seq) IS NOT NULL
        AND (j.mine OR (${asked.plans} AND j.state = 'FAILED' AND j.error_code = 'PLAN_STALE' AND r.state = 'FAILED'))
      UNION ALL
      SELECT 'PUBLISHED', NULL, 'run', r.id, r.number, r.published_placed, r.published_at, r.centers
      FROM runs r WHERE ${asked.seesRuns} AND r.state = 'PUBLISHED' AND r.published_at > now() - make_interval(days => ${WINDOW_DAYS}::int)
        AND NOT EXISTS (SELECT FROM recent j WHERE j.subject_id = r.id AND j.mine AND j.kind IN ('publish-run', 'allocate-run'))
      UNION ALL
      SELECT 'DEAD_LETTERS', NULL, 'run', r.id, r.number, count(*)::int, max(d.at), r.centers
      FROM dead_letters d JOIN runs r ON r.id = d.run_id
      WHERE ${asked.publishes} AND d.replayed_at IS NULL AND r.state <> 'REVERTED' GROUP BY r.id
      UNION ALL
      SELECT 'DEAD_EVENTS', NULL, 'outbox', NULL, NULL, count(*)::int, max(occurred_at), '{}'
      FROM outbox_events WHERE ${asked.watches} AND status = 'DEAD' HAVING count(*) > 0)
    SELECT kind, work, subject, subject_id AS "subjectId", number, count, at FROM told
    WHERE cardinality(${scope}::int[]) = 0 OR centers = '{}' OR centers && ${scope}::int[]
    ORDER BY at DESC, kind LIMIT ${ROWS_MAX}`;
};

/** Up to when somebody has looked; whoever never did begins with the day they were made. Null for an unknown id. */
export const selectSeenAt = async (reader: Reader, userId: string): Promise<Date | null> => {
  const [row] = await reader.$queryRaw<{ at: Date }[]>`
    SELECT coalesce(notices_seen_at, created_at) AS at FROM users WHERE id = ${userId}::uuid`;
  return row?.at ?? null;
};
