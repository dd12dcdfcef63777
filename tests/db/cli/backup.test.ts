import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db, disconnectDb } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { readFile, storeFile } from "@/lib/db/files";
import { inTx } from "@/lib/db/tx";
import { enqueue } from "@/lib/jobs/queue";
import { takhsis, takhsisJson } from "../../support/cli";
import { createDatabase, useDatabase } from "../../support/db";

useDatabase();
let folder = "";
let file = "";
const drops: (() => Promise<void>)[] = [];
const tricky = 'تب\tو \\. و\nسطر "تازه" \u200c';
const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i % 256));

/** From here on the client speaks with a new, empty database. */
const moveToNewDatabase = async () => {
  const made = await createDatabase();
  drops.push(made.drop);
  await disconnectDb();
  process.env.DATABASE_URL = made.url;
};

const fill = async () => {
  await inTx(async (tx) => {
    await tx.manager.create({
      data: { id: 7, name: tricky, nameKey: "k", centers: { create: { centerCode: 1 } } },
    });
    await tx.mentor.create({
      data: { id: 101, name: "م", gender: 0, kind: "NORMAL", loadYear: 1404, managerId: 7, baseLoad: 3 },
    });
    await tx.student.create({
      data: {
        nationalId: "0012345679",
        id: newId(),
        firstName: tricky,
        gender: 0,
        eduStatus: 1,
        centerCode: 1,
        regStatus: 0,
        groupCode: 1,
        year: 1404,
        counter: "543730001",
      },
    });
    await tx.counterLedger.create({
      data: { counter: "543730001", nationalId: "0012345679", source: "IMPORTED" },
    });
    await tx.run.create({ data: { id: newId(), year: 1404, state: "DISCARDED" } });
    await enqueue(tx, systemActor("test"), { kind: "plan-run", subject: "run", subjectId: newId() });
  });
  return (await storeFile([bytes])).sha256;
};

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "takhsis-backup-"));
  file = path.join(folder, "all.gz");
});
afterAll(async () => {
  await disconnectDb();
  for (const drop of drops) await drop();
  await fs.rm(folder, { recursive: true });
});

test("a backup restored into an empty database is the same database, down to numbers and jobs", async () => {
  const sha = await fill();
  const made = await takhsisJson<{
    path: string;
    sha256: string;
    rows: number;
    tables: Record<string, number>;
  }>("db", "backup", file);
  expect(made).toMatchObject({ path: file, tables: { managers: 1, دانش_آموزان: 1, groups: 33, jobs: 1 } });
  expect((await fs.stat(file)).mode & 0o077).toBe(0);
  expect(await fs.readdir(folder)).toEqual(["all.gz"]);

  await moveToNewDatabase();
  const restored = await takhsisJson<{ rows: number; requeued: number }>("db", "restore", file);
  expect(restored).toMatchObject({ rows: made.rows, requeued: 1 });
  expect((await db().manager.findUniqueOrThrow({ where: { id: 7 } })).name).toBe(tricky);
  expect(await db().mentor.findUniqueOrThrow({ where: { id: 101 } })).toMatchObject({ load: 3, baseLoad: 3 });
  const parts: Buffer[] = [];
  for await (const part of readFile(sha)) parts.push(part);
  expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  const run = await inTx((tx) => tx.run.create({ data: { id: newId(), year: 1404, state: "DISCARDED" } }));
  expect(run.number).toBe(2);
  expect(await db().$queryRaw`SELECT count(*)::int AS n FROM graphile_worker.jobs`).toEqual([{ n: 1 }]);
  expect((await takhsisJson<{ ok: boolean }>("db", "verify")).ok).toBe(true);

  const second = path.join(folder, "second.gz");
  await takhsisJson("db", "backup", second);
  const linesOf = async (name: string) =>
    gunzipSync(await fs.readFile(name))
      .toString()
      .split("\n");
  const students = (lines: string[]) => lines.filter((line) => line.startsWith("0012345679\t"));
  expect(students(await linesOf(second))).toEqual(students(await linesOf(file)));
});

test("a database that is not empty stays as it is", async () => {
  const { code, document } = await takhsis(["db", "restore", file, "--json"]);
  expect([code, document]).toMatchObject([1, { error: { code: "DB_NOT_EMPTY" } }]);
});

test("a cut, a changed and a foreign file are refused whole", async () => {
  await moveToNewDatabase();
  const whole = await fs.readFile(file);
  const text = gunzipSync(whole).toString();
  const bad: Record<string, [Buffer, string]> = {
    cut: [whole.subarray(0, whole.length - 20), "BACKUP_DAMAGED"],
    shorter: [gzipSync(text.split("\n").slice(0, -2).join("\n") + "\n"), "BACKUP_DAMAGED"],
    changed: [gzipSync(text.replace("543730001", "543730002")), "BACKUP_DAMAGED"],
    foreign: [Buffer.from("not gzip at all"), "BACKUP_DAMAGED"],
    other: [gzipSync(text.replace("20261121010000_init", "20991121010000_init")), "BACKUP_SCHEMA"],
  };
  for (const [name, [content, expected]] of Object.entries(bad)) {
    const target = path.join(folder, name);
    await fs.writeFile(target, content);
    const { code, document } = await takhsis(["db", "restore", target, "--json"]);
    expect([name, code, (document.error as { code: string }).code]).toEqual([name, 1, expected]);
  }
  expect((await takhsis(["db", "restore", path.join(folder, "none"), "--json"])).document).toMatchObject({
    error: { code: "NOT_FOUND" },
  });
  expect([await db().student.count(), await db().group.count()]).toEqual([0, 33]);
});

test("a place that cannot be written to is told, and nothing is left there", async () => {
  const { code, document } = await takhsis(["db", "backup", "/proc/none/x.gz", "--json"]);
  expect([code, document]).toMatchObject([1, { error: { code: "EXPORT_IO_ERROR" } }]);
});
