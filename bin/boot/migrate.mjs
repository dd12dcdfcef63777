import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { failure } from "./failure.mjs";
import { root } from "./project.mjs";

/** The advisory lock Prisma Migrate takes: this runner and `prisma migrate deploy` exclude each other. */
const PRISMA_LOCK = 72_707_369;
const OLDEST_SERVER = 150_000;
const GRAPHILE_SQL = "node_modules/graphile-worker/sql";

/** All migrations in order, as {name, sql, checksum}. */
export function listMigrations(dir = path.join(root, "prisma/migrations")) {
  return fs
    .readdirSync(dir)
    .filter((name) => fs.existsSync(path.join(dir, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(dir, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Newest migration of the queue library, as it numbers them. */
export const queueMigration = () =>
  Math.max(...fs.readdirSync(path.join(root, GRAPHILE_SQL)).map((name) => Number.parseInt(name, 10) || 0));

async function connect(url, { create }) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, application_name: "takhsis-migrate" });
  client.on("error", () => {}); // a broken connection shows in the query that was running
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (error.code === "3D000" && create) return createDatabase(pg, url);
    throw failure("DB_UNAVAILABLE", { reason: error.message || error.code });
  }
}

async function createDatabase(pg, url) {
  const server = new URL(url);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = "/postgres";
  const admin = new pg.Client({ connectionString: server.href });
  try {
    await admin.connect();
    await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`);
  } catch (error) {
    // Another first start was quicker: seen before (42P04) or at the very same moment (23505).
    if (!["42P04", "23505"].includes(error.code)) throw failure("DB_CREATE", { name, reason: error.message });
  } finally {
    await admin.end();
  }
  return connect(url, { create: false });
}

const MIGRATION_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

async function appliedRows(client) {
  const { rows } = await client.query(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

/** Nothing to do? One look without the lock, because every command asks. */
async function isCurrent(client, migrations) {
  const { rows } = await client.query(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AND to_regclass('graphile_worker.migrations') IS NOT NULL AS both",
  );
  if (!rows[0].both) return false;
  const done = await appliedRows(client);
  const queue = await client.query("SELECT max(id) AS id FROM graphile_worker.migrations");
  return (
    migrations.every(({ name }) => done.get(name)?.finished_at) &&
    Number(queue.rows[0].id) >= queueMigration()
  );
}

/**
 * One migration and the record of it in one transaction: whoever is killed in between leaves nothing behind, and a
 * migration that failed (a full disk, a lock) is simply tried again. Its file must not commit by itself.
 */
async function applyOne(client, { name, sql, checksum }) {
  const record = `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ($1, $2, $3, now(), 1)`;
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(record, [randomUUID(), checksum, name]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {}); // the connection itself may be gone
    throw failure("MIGRATION_FAILED", { name, reason: error.message });
  }
}

async function applyMissing(client, migrations) {
  await client.query(MIGRATION_TABLE);
  const done = await appliedRows(client);
  const applied = [];
  for (const migration of migrations) {
    const row = done.get(migration.name);
    if (row && !row.finished_at) throw failure("MIGRATION_FAILED_EARLIER", { name: migration.name });
    if (row) continue;
    await applyOne(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

/**
 * Brings a database (made if missing) to the newest migration, as `prisma migrate deploy` would: same table, same lock,
 * same checksums. Then the queue's own tables, under the same lock. → {applied: names}. Throws DB_UNAVAILABLE, DB_CREATE,
 * DB_TOO_OLD, MIGRATION_FAILED, MIGRATION_FAILED_EARLIER.
 */
export async function migrate(url, { migrations = listMigrations() } = {}) {
  const client = await connect(url, { create: true });
  try {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version");
    if (rows[0].version < OLDEST_SERVER) throw failure("DB_TOO_OLD", { version: rows[0].version });
    if (await isCurrent(client, migrations)) return { applied: [] };
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    const applied = await applyMissing(client, migrations);
    const { runMigrations, Logger } = await import("graphile-worker");
    await runMigrations({ connectionString: url, logger: new Logger(() => () => {}) });
    return { applied };
  } finally {
    await client.end();
  }
}
