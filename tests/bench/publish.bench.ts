import pg from "pg";
import { startPublish } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { publishChunk } from "@/lib/allocation/publish/commands";
import { db, disconnectDb } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { planHere } from "../db/allocation/running";
import { must, storeSnapshot, system } from "../db/allocation/world";
import { createDatabase } from "../support/db";
import { instanceOf } from "./instance";

const STUDENTS = 10_000;
const MENTORS = 500;
const ROUNDS = 3;
const CHUNK = 1_000;
/** Students of the sample that is written one transaction each; the whole would take a minute. */
const SINGLE = 400;

type Rows = { table: string; columns: string[]; values: unknown[][] };
/** What a publish writes, in the order in which it must be written; updates as (set, key) pairs. */
type Written = {
  inserts: Rows[];
  counters: [string, string][];
  loads: [number, number][];
  items: [number, string][];
};

const TYPES: Record<string, string> = {
  شناسه_تخصیص: "uuid",
  کد_ملی: "bpchar",
  شناسه_منتور: "int",
  سال_تحصیلی: "int",
  run_id: "uuid",
  counter: "bpchar",
  national_id: "bpchar",
  id: "uuid",
  payload: "jsonb",
};
const INSERTS = {
  تخصیص_ها: [
    "شناسه_تخصیص",
    "کد_ملی",
    "شناسه_منتور",
    "سال_تحصیلی",
    "وضعیت",
    "run_id",
    "idempotency_key",
    "reason",
  ],
  counter_ledger: ["counter", "national_id", "source", "run_id"],
  outbox_events: ["id", "type", "aggregate_type", "aggregate_id", "payload", "correlation_id"],
} as const;

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
const typed = (names: readonly string[]) =>
  names.map((name, i) => `$${i + 1}::${TYPES[name] ?? "text"}[]`).join(", ");
const columnsOf = (rows: readonly (readonly unknown[])[]) =>
  rows[0]!.map((_, i) => rows.map((row) => row[i]));

/** Reads back everything a publish has written. */
async function readWritten(client: pg.Client): Promise<Written> {
  const inserts = [];
  for (const [table, columns] of Object.entries(INSERTS)) {
    const cast = columns.map((name) => (name === "payload" ? `"${name}"::text` : `"${name}"`)).join(", ");
    const { rows } = await client.query({
      text: `SELECT ${cast} FROM "${table}" ORDER BY 1`,
      rowMode: "array",
    });
    inserts.push({ table, columns: [...columns], values: rows });
  }
  const pairs = async <A, B>(sql: string) =>
    (await client.query({ text: sql, rowMode: "array" })).rows as [A, B][];
  return {
    inserts,
    counters: await pairs("SELECT national_id, counter FROM counter_ledger ORDER BY 1"),
    loads: await pairs('SELECT "شناسه_منتور", "بار_تخصیص" FROM "منتورها" WHERE "بار_تخصیص" > 0 ORDER BY 1'),
    items: await pairs(
      "SELECT position, assignment_id FROM run_items WHERE assignment_id IS NOT NULL ORDER BY 1",
    ),
  };
}

const parts = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK));

const UPDATES = {
  counters: `UPDATE "دانش_آموزان" s SET "شمارنده" = d.b FROM unnest($1::bpchar[], $2::bpchar[]) AS d(a, b) WHERE s."کد_ملی" = d.a`,
  loads: `UPDATE "منتورها" m SET "بار_تخصیص" = d.b FROM unnest($1::int[], $2::int[]) AS d(a, b) WHERE m."شناسه_منتور" = d.a`,
  items: `UPDATE run_items i SET state = 'PUBLISHED', assignment_id = d.b FROM unnest($1::int[], $2::uuid[]) AS d(a, b) WHERE i.position = d.a`,
} as const;

/** The bare writer: the same rows into the same tables, set-based, 1,000 at a time; no locks, no checks, no progress. */
async function writeBare(client: pg.Client, written: Written, runId: string): Promise<void> {
  await client.query("BEGIN");
  for (const { table, columns, values } of written.inserts) {
    const at = columns.indexOf("run_id");
    for (const part of parts(values)) {
      const data = columnsOf(part);
      if (at >= 0) data[at] = part.map(() => runId);
      await client.query(
        `INSERT INTO "${table}" (${quoted(columns)}) SELECT * FROM unnest(${typed(columns)})`,
        data,
      );
    }
  }
  for (const [name, sql] of Object.entries(UPDATES))
    for (const part of parts(written[name as keyof typeof UPDATES] as [unknown, unknown][]))
      await client.query(sql, columnsOf(part));
  await client.query("COMMIT");
}

/** A database of its own with the planned instance in it. */
async function withPlan<T>(work: (runId: string, client: pg.Client) => Promise<T>): Promise<T> {
  const { url, drop } = await createDatabase();
  process.env.DATABASE_URL = url;
  await disconnectDb();
  const client = new pg.Client({ connectionString: url });
  try {
    await storeSnapshot(instanceOf(STUDENTS, MENTORS));
    const runId = await planHere();
    await db().$executeRaw`ANALYZE`;
    await client.connect();
    await client.query("CHECKPOINT");
    return await work(runId, client);
  } finally {
    await client.end();
    await disconnectDb();
    await drop();
  }
}

const publish = () =>
  withPlan(async (runId, client) => {
    const { jobId } = must(await startPublish(system, { runId }));
    const started = performance.now();
    await runJobHere(allocationJobs, jobId);
    return { ms: performance.now() - started, written: await readWritten(client) };
  });

const bare = (written: Written) =>
  withPlan(async (runId, client) => {
    const started = performance.now();
    await writeBare(client, written, runId);
    return performance.now() - started;
  });

/** One transaction per student: the same path in chunks of one; the whole is reckoned from a sample. */
const single = () =>
  withPlan(async (runId) => {
    must(await startPublish(system, { runId }));
    const started = performance.now();
    for (let i = 0; i < SINGLE; i++) await publishChunk(system, runId, 1);
    return ((performance.now() - started) / SINGLE) * STUDENTS;
  });

const best = (times: number[]): number => Math.min(...times);

/** Publish of 10k × 500 against the bare writer of the same rows and against one transaction per student. Source: Design §9. */
export const bench = {
  name: "publish",
  run: async () => {
    const [published, plain]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const { ms, written } = await publish();
      published.push(ms);
      plain.push(await bare(written));
    }
    const singly = await single();
    const [value, baseline] = [best(published), best(plain)];
    return [
      {
        what: "10k students ÷ bare set-based writer",
        value,
        baseline,
        ratio: value / baseline,
        bar: 1.5,
        unit: "ms",
      },
      {
        what: "÷ one transaction per student (≥ 30 × faster)",
        value,
        baseline: singly,
        ratio: value / singly,
        bar: 1 / 30,
        unit: "ms",
      },
    ];
  },
};
