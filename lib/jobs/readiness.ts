import fs from "node:fs/promises";
import path from "node:path";
import { db } from "../db/client";
import { isConnectionLoss } from "../db/tx";

export type Readiness = {
  ready: boolean;
  database: "ok" | "unreachable" | "failing";
  /** Migrations of this version the database lacks. */
  migrations: { pending: number };
  worker: { alive: boolean; beatSecondsAgo: number | null };
  outbox: { pending: number; oldestSeconds: number };
};

const SILENT_S = 10;
const LIMIT_MS = 4_000;

type Row = { name: string[] | null; beat: number | null; pending: number; oldest: number };

const look = async (): Promise<Row> => {
  const rows = await db().$queryRaw<Row[]>`
    SELECT (SELECT array_agg(migration_name) FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS name,
           (SELECT extract(epoch FROM now() - max(beat_at))::float8 FROM worker_processes) AS beat,
           (SELECT count(*)::int FROM outbox_events WHERE status = 'PENDING') AS pending,
           (SELECT coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8 FROM outbox_events WHERE status = 'PENDING') AS oldest`;
  return rows[0] ?? { name: null, beat: null, pending: 0, oldest: 0 };
};

const listOwnMigrations = async (): Promise<string[]> => {
  const entries = await fs
    .readdir(path.join(process.cwd(), "prisma/migrations"), { withFileTypes: true })
    .catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
};

const down = (database: "unreachable" | "failing"): Readiness => ({
  ready: false,
  database,
  migrations: { pending: 0 },
  worker: { alive: false, beatSecondsAgo: null },
  outbox: { pending: 0, oldestSeconds: 0 },
});

const timeout = (): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error("connection timeout")), LIMIT_MS).unref());

/** Database, migrations, worker heartbeat and outbox in one look; never throws, answers within 4 s. Source: Design §8. */
export const readReadiness = async (): Promise<Readiness> => {
  try {
    const [row, own] = await Promise.all([Promise.race([look(), timeout()]), listOwnMigrations()]);
    const pending = own.filter((name) => !row.name?.includes(name)).length;
    const beat = row.beat === null ? null : Math.round(row.beat);
    return {
      ready: pending === 0,
      database: "ok",
      migrations: { pending },
      worker: { alive: beat !== null && beat <= SILENT_S, beatSecondsAgo: beat },
      outbox: { pending: row.pending, oldestSeconds: Math.round(row.oldest) },
    };
  } catch (error) {
    return down(isConnectionLoss(error) ? "unreachable" : "failing");
  }
};
