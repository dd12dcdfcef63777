import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Can } from "../auth/permissions";
import { queryMetrics } from "../db/query-time";
import { httpMetrics } from "./http-metrics";
import * as sql from "./metrics-sql";
import { countStreams } from "./stream";

type Row = { n: number } & Partial<Record<string, string | number>>;

/** A metric whose value is read from the database, so that every process tells the same. */
const put = (
  registry: Registry,
  kind: typeof Counter | typeof Gauge,
  spec: { name: string; help: string; labels?: readonly string[] },
  rows: readonly Row[],
): void => {
  const labelNames = [...(spec.labels ?? [])];
  const metric = new kind({ name: spec.name, help: spec.help, labelNames, registers: [registry] });
  for (const row of rows)
    metric.inc(Object.fromEntries(labelNames.map((label) => [label, String(row[label])])), row.n);
};

const one = (n: number): Row[] => [{ n }];

const putAllocation = async (registry: Registry): Promise<void> => {
  const [durations, published, failures, utilization] = await Promise.all([
    sql.selectRunDurations(),
    sql.selectPublished(),
    sql.selectFailures(),
    sql.selectUtilization(),
  ]);
  const seconds = new Histogram({
    name: "allocation_duration_seconds",
    help: "Snapshot to last published chunk of each run",
    labelNames: ["policy"],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600],
    registers: [registry],
  });
  for (const run of durations) seconds.observe({ policy: run.policy }, run.seconds);
  put(
    registry,
    Counter,
    { name: "allocation_success_total", help: "Students placed by published runs" },
    one(published.placed),
  );
  put(
    registry,
    Counter,
    {
      name: "allocation_failed_total",
      help: "Students without a mentor, and dead letters by code",
      labels: ["reason"],
    },
    [{ reason: "NO_ELIGIBLE_MENTOR", n: published.unplaced }, ...failures.letters],
  );
  put(
    registry,
    Counter,
    { name: "allocation_runs_failed_total", help: "Runs that ended FAILED, by code", labels: ["reason"] },
    failures.runs,
  );
  const capacity = utilization.reduce((sum, row) => sum + row.capacity, 0);
  const load = utilization.reduce((sum, row) => sum + row.load, 0);
  put(
    registry,
    Gauge,
    { name: "mentor_capacity_utilization", help: "Load by capacity of all active mentors (0-1)" },
    one(capacity > 0 ? load / capacity : 0),
  );
  const perGender = (pick: (row: sql.Utilization) => number) =>
    utilization.map((row) => ({ gender: row.gender, n: pick(row) }));
  put(
    registry,
    Gauge,
    { name: "mentor_places", help: "Capacity of active mentors", labels: ["gender"] },
    perGender((row) => row.capacity),
  );
  put(
    registry,
    Gauge,
    { name: "mentor_places_taken", help: "Load of active mentors", labels: ["gender"] },
    perGender((row) => row.load),
  );
  put(
    registry,
    Gauge,
    { name: "mentors_full", help: "Active mentors without a place left", labels: ["gender"] },
    perGender((row) => row.full + row.over),
  );
  put(
    registry,
    Gauge,
    {
      name: "mentors_over_capacity",
      help: "Active mentors above capacity, as files said",
      labels: ["gender"],
    },
    perGender((row) => row.over),
  );
  putCounters(registry, await readCounters(published, failures.runs));
};

/** Names and meanings: Domain §6. */
const readCounters = async (published: { issued: number; reused: number }, runFailures: readonly Row[]) => {
  const [conflicts, sequences, mismatches] = await Promise.all([
    sql.selectCounterConflicts(),
    sql.selectSequences(),
    sql.countBackfillMismatches(),
  ]);
  const overflow = runFailures.find((row) => row["reason"] === "E_COUNTER_EXHAUSTED")?.n ?? 0;
  return { ...published, conflicts, sequences, mismatches, overflow };
};

const putCounters = (registry: Registry, read: Awaited<ReturnType<typeof readCounters>>): void => {
  put(registry, Counter, { name: "counter_generated_total", help: "Numbers issued" }, one(read.issued));
  put(
    registry,
    Counter,
    { name: "counter_reuse_total", help: "Placements whose student had a number" },
    one(read.reused),
  );
  put(
    registry,
    Counter,
    { name: "counter_conflict_total", help: "Numbers in files that contradict ours", labels: ["type"] },
    read.conflicts,
  );
  put(
    registry,
    Counter,
    { name: "counter_overflow_total", help: "Publications refused for want of numbers" },
    one(read.overflow),
  );
  put(
    registry,
    Counter,
    { name: "counter_backfill_mismatch_total", help: "Backfill rows that could not be served" },
    one(read.mismatches),
  );
  put(
    registry,
    Gauge,
    {
      name: "counter_last_sequence_position",
      help: "Last number given out",
      labels: ["year_code", "gender"],
    },
    read.sequences,
  );
};

const putOperation = async (registry: Registry): Promise<void> => {
  const [jobs, imports, exports, lag] = await Promise.all([
    sql.selectJobs(),
    sql.selectImports(),
    sql.selectExports(),
    sql.selectLag(),
  ]);
  put(registry, Gauge, { name: "jobs", help: "Jobs by kind and state", labels: ["kind", "state"] }, jobs);
  put(
    registry,
    Gauge,
    { name: "job_oldest_queued_seconds", help: "How long the oldest queued job waits" },
    one(lag.oldest_job),
  );
  put(
    registry,
    Gauge,
    { name: "workers_alive", help: "Worker processes with a heartbeat in the last 10 s" },
    one(lag.workers),
  );
  put(registry, Gauge, { name: "outbox_pending", help: "Events not delivered yet" }, one(lag.pending));
  put(registry, Gauge, { name: "outbox_dead", help: "Events given up" }, one(lag.dead));
  put(
    registry,
    Gauge,
    { name: "outbox_lag_seconds", help: "Age of the oldest undelivered event" },
    one(lag.lag),
  );
  put(
    registry,
    Gauge,
    { name: "import_rows", help: "Rows of all batches by kind and outcome", labels: ["kind", "outcome"] },
    imports,
  );
  put(
    registry,
    Gauge,
    { name: "exports", help: "Exports by profile and state", labels: ["profile", "state"] },
    exports,
  );
  put(
    registry,
    Gauge,
    { name: "sse_streams", help: "Open event streams of this process" },
    one(countStreams()),
  );
};

/**
 * Everything Prometheus scrapes, in its text form. The values of the product come from the database, so any process
 * answers alike; http, streams and query times are of the answering process. Labels are never ids. Source: Design §8.
 */
export const readMetrics = async (_staff: Can<"metrics:read">): Promise<string> => {
  const registry = new Registry();
  await Promise.all([putAllocation(registry), putOperation(registry)]);
  return (await registry.metrics()) + (await httpMetrics()) + (await queryMetrics());
};

/** Content type of the metrics text. */
/** Media type of the text form. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;
