import { db } from "../db/client";

type Labelled<L extends string> = ({ n: number } & Record<L, string>)[];

/** Finished publications with their whole duration in seconds (snapshot to publish). */
export const selectRunDurations = (): Promise<{ policy: string; seconds: number }[]> =>
  db().$queryRaw`
    SELECT policy, (SELECT coalesce(sum(value::float8), 0) / 1000 FROM jsonb_each_text(durations) AS d(key, value)
      WHERE key IN ('snapshot', 'decide', 'store', 'publish')) AS seconds
    FROM runs WHERE published_at IS NOT NULL`;

/** What runs ever published: placed, unplaced, numbers issued and numbers students had already. */
export const selectPublished = async (): Promise<{
  placed: number;
  unplaced: number;
  issued: number;
  reused: number;
}> => {
  const [row] = await db().$queryRaw<{ placed: number; unplaced: number; issued: number; reused: number }[]>`
    SELECT coalesce(sum(published_placed), 0)::float8 AS placed, coalesce(sum(published_unplaced), 0)::float8 AS unplaced,
      (SELECT count(*)::float8 FROM counter_ledger WHERE source = 'ISSUED') AS issued, coalesce(sum(published_placed - counters_issued), 0)::float8 AS reused
    FROM runs`;
  return row ?? { placed: 0, unplaced: 0, issued: 0, reused: 0 };
};

/** Dead letters by code, and runs that failed by code. */
export const selectFailures = async (): Promise<{
  letters: Labelled<"reason">;
  runs: Labelled<"reason">;
}> => {
  const [letters, runs] = await Promise.all([
    db().$queryRaw<
      Labelled<"reason">
    >`SELECT code AS reason, count(*)::float8 AS n FROM dead_letters GROUP BY 1`,
    db().$queryRaw<Labelled<"reason">>`
      SELECT details.code AS reason, count(*)::float8 AS n FROM audit_log
      CROSS JOIN LATERAL (SELECT diff->>'code' AS code) AS details
      WHERE action = 'allocation.run.fail' AND details.code IS NOT NULL GROUP BY 1`,
  ]);
  return { letters, runs };
};

export type Utilization = {
  gender: string;
  load: number;
  capacity: number;
  full: number;
  over: number;
  mentors: number;
};

/** Load and capacity of active mentors by gender. */
export const selectUtilization = (): Promise<Utilization[]> =>
  db().$queryRaw`
    SELECT CASE "جنسیت" WHEN 0 THEN 'female' ELSE 'male' END AS gender, sum("بار_فعلی")::float8 AS load,
      sum("ظرفیت")::float8 AS capacity, count(*)::float8 AS mentors,
      count(*) FILTER (WHERE "بار_فعلی" = "ظرفیت")::float8 AS full, count(*) FILTER (WHERE "بار_فعلی" > "ظرفیت")::float8 AS over
    FROM "منتورها" WHERE "فعال" AND NOT "در_انتظار" GROUP BY 1`;

/** Last number given out per year code and gender. */
export const selectSequences = (): Promise<Labelled<"year_code" | "gender">> =>
  db().$queryRaw`
    SELECT "کد_سال" AS year_code, CASE "کد_جنسیت" WHEN '373' THEN 'female' ELSE 'male' END AS gender,
      "آخرین_عدد"::float8 AS n FROM "شمارنده_ها"`;

/** Rows of imports that named a number somebody else has, or another than the student's, by type. */
export const selectCounterConflicts = (): Promise<Labelled<"type">> =>
  db().$queryRaw`
    SELECT code AS type, count(*)::float8 AS n FROM import_issues
    WHERE code IN ('COUNTER_TAKEN', 'COUNTER_MISMATCH', 'E_LEDGER_GENDER_MISMATCH') GROUP BY 1`;

/** Rows a backfill could not give a number, as its audit says. */
export const countBackfillMismatches = async (): Promise<number> => {
  const [row] = await db().$queryRaw<{ n: number }[]>`
    SELECT coalesce(sum((diff->>'refused')::float8), 0) AS n FROM audit_log WHERE action = 'counter.number.backfill'`;
  return row?.n ?? 0;
};

/** Jobs by kind and state. */
/** Jobs by kind and state. */
export const selectJobs = (): Promise<Labelled<"kind" | "state">> =>
  db().$queryRaw`SELECT kind, state, count(*)::float8 AS n FROM jobs GROUP BY 1, 2`;

/** Import batches by kind and outcome. */
/** Rows of all batches by kind and what became of them. */
export const selectImports = (): Promise<Labelled<"kind" | "outcome">> =>
  db().$queryRaw`
    SELECT kind, outcome, sum(n)::float8 AS n FROM import_batches CROSS JOIN LATERAL (VALUES
      ('new', new_rows), ('changed', changed_rows), ('unchanged', unchanged_rows), ('quarantined', quarantined_rows)) AS o(outcome, n)
    GROUP BY 1, 2`;

/** Exports by profile and state. */
/** Exports by profile and state. */
export const selectExports = (): Promise<Labelled<"profile" | "state">> =>
  db().$queryRaw`SELECT profile, state, count(*)::float8 AS n FROM exports GROUP BY 1, 2`;

export type Lag = { pending: number; dead: number; lag: number; oldest_job: number; workers: number };

/** How far the outbox and the queue are behind, in seconds, and how many workers are alive. */
export const selectLag = async (): Promise<Lag> => {
  const [row] = await db().$queryRaw<Lag[]>`
    SELECT count(*) FILTER (WHERE status = 'PENDING')::float8 AS pending, count(*) FILTER (WHERE status = 'DEAD')::float8 AS dead,
      coalesce(extract(epoch FROM now() - min(occurred_at) FILTER (WHERE status = 'PENDING')), 0)::float8 AS lag,
      (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 FROM jobs WHERE state = 'QUEUED') AS oldest_job,
      (SELECT count(DISTINCT (host, pid))::float8 FROM worker_processes WHERE beat_at > now() - interval '10 seconds') AS workers
    FROM outbox_events WHERE status IN ('PENDING', 'DEAD')`;
  return row ?? { pending: 0, dead: 0, lag: 0, oldest_job: 0, workers: 0 };
};
