import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { embedded } from "@/bin/boot/database.mjs";

const data = fs.mkdtempSync(path.join(os.tmpdir(), "takhsis-embedded-"));
fs.chmodSync(data, 0o711); // as root the server may have to run as somebody else
const server = embedded({ data, throwaway: true });
const ask = async (port: number, sql: string) => {
  const client = new pg.Client({ connectionString: server.urlOf(port, "postgres") });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};
/** Another process that uses the server until it is killed. */
const lodger = async () => {
  const boot = path.resolve("bin/boot/database.mjs");
  const code = `const { embedded } = await import(${JSON.stringify(boot)});
    await embedded({ data: ${JSON.stringify(data)}, throwaway: true }).open(); console.log("in"); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", 2],
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
};

afterAll(async () => {
  await server.close({ hard: true });
  await server.destroy();
  fs.rmSync(data, { recursive: true, force: true });
});

test("starts with a password, only on this machine, and sorts Persian as Persians do", async () => {
  const { port, started } = await server.open();
  expect(started).toBe(true);
  const [row] = await ask(
    port,
    "SELECT inet_server_addr()::text AS address, current_setting('fsync') AS fsync",
  );
  expect(row.address).toMatch(/^127\.0\.0\.1/);
  const sorted = await ask(port, "SELECT c FROM unnest(ARRAY['ی','گ','پ','آ','ک','ب']) AS c ORDER BY c");
  expect(sorted.map(({ c }) => c).join("")).toBe("آبپکگی");
  const open = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
  await expect(open.connect()).rejects.toThrow();
  expect((await server.open()).started).toBe(false);
});

test("whoever leaves last stops it; a user that was killed counts no more", async () => {
  await server.open();
  const child = await lodger();
  expect(await server.close()).toBe(false);
  expect(await server.isUp()).toBe(true);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));
  await server.open();
  expect(await server.close()).toBe(true);
  expect(await server.isUp()).toBe(false);
});

test("killed, it comes back on the same port with its data", async () => {
  const { port, pid } = await server.open();
  await ask(port, "CREATE TABLE kept AS SELECT 1 AS one");
  await ask(port, "CHECKPOINT");
  process.kill(pid, "SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await server.revive(port)).toBe(true);
  expect(await ask(port, "SELECT one FROM kept")).toEqual([{ one: 1 }]);
});

test("what `db up` keeps stays until `db down`", async () => {
  const { pid } = await server.open();
  await server.keep(pid);
  expect(await server.close()).toBe(false);
  expect((await server.status()).kept).toBe(true);
  expect(await server.down()).toMatchObject({ stopped: true });
});
