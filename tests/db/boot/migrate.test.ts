import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { listMigrations, migrate } from "@/bin/boot/migrate.mjs";

const server = process.env.TEST_DATABASE_URL ?? "";
const made: string[] = [];
const freshUrl = () => {
  const url = new URL(server);
  const name = `m_${randomBytes(6).toString("hex")}`;
  made.push(name);
  url.pathname = `/${name}`;
  return url.href;
};
const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};
afterAll(async () => {
  for (const name of made) await ask(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

test("a missing database is made and brought to the newest migration; again does nothing", async () => {
  const url = freshUrl();
  const names = listMigrations().map(({ name }) => name);
  expect((await migrate(url)).applied).toEqual(names);
  expect((await migrate(url)).applied).toEqual([]);
  const rows = await ask(url, "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL");
  expect(rows.map((row) => row.migration_name)).toEqual(names);
  expect(await ask(url, "SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS there")).toEqual([
    { there: true },
  ]);
});

test("two who start at once apply each migration once", async () => {
  const url = freshUrl();
  const both = await Promise.all([migrate(url), migrate(url)]);
  expect(both.flatMap(({ applied }) => applied).sort()).toEqual(listMigrations().map(({ name }) => name));
});

test("a migration that fails, or is cut off, changes nothing and can be tried again", async () => {
  const url = freshUrl();
  const asked = (sql: string) => ({ migrations: [{ name: "99990101000000_try", sql, checksum: "x" }] });
  const failing = migrate(url, asked("CREATE TABLE half (); SELECT no_such();"));
  await expect(failing).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
  const cut = migrate(url, asked("CREATE TABLE half (); SELECT pg_sleep(60);"));
  const stop = `SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`;
  cut.catch(() => {});
  for (let tries = 0; tries < 100 && (await ask(url, stop)).length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await expect(cut).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
  expect(await ask(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  expect((await migrate(url, asked("CREATE TABLE half ()"))).applied).toHaveLength(1);
});

test("what Prisma's own command left half-way is not touched until it is resolved", async () => {
  const url = freshUrl();
  const migrations = [{ name: "99990101000000_try", sql: "SELECT 1", checksum: "x" }];
  await migrate(url, { migrations });
  await ask(url, "UPDATE _prisma_migrations SET finished_at = NULL");
  await expect(migrate(url, { migrations })).rejects.toMatchObject({ code: "MIGRATION_FAILED_EARLIER" });
});

test("a server that is not there is told, not waited for", async () => {
  const url = "postgresql://nobody:nothing@127.0.0.1:1/none";
  await expect(migrate(url)).rejects.toMatchObject({ code: "DB_UNAVAILABLE" });
});
