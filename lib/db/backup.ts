import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import fs from "node:fs/promises";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { AppError } from "@/lib/shared/errors";
import { env } from "../env";
import { type AppliedMigration, listBackupTables, listMigrations, quoted } from "./backup-tables";
import { copyOut } from "./copy";

/** First field of every backup; another layout gets another name. */
export const BACKUP_FORMAT = "takhsis-backup-1";
/** Ends a table's rows, as it does in COPY's own text form. */
export const END_OF_ROWS = "\\.";

export type BackupHeader = {
  format: typeof BACKUP_FORMAT;
  createdAt: string;
  migrations: AppliedMigration[];
};
/** Last line: what was written, and the sha256 of every byte before it. */
export type BackupTrailer = { tables: Record<string, number>; sha256: string };
export type BackupReport = {
  path: string;
  bytes: number;
  sha256: string;
  tables: Record<string, number>;
  rows: number;
};

const WRITE_BYTES = 262_144;

/** Writes lines through gzip into a file; `write` answers with a promise when the reader should wait. */
const openSink = (path: string) => {
  const gzip = createGzip();
  const file = createWriteStream(path, { mode: 0o600 });
  gzip.pipe(file);
  const content = createHash("sha256");
  let failed: Error | null = null;
  for (const stream of [gzip, file])
    stream.on("error", (error: Error) => {
      failed ??= error;
      gzip.destroy(error);
    });
  let draining: Promise<void> | undefined;
  let waiting: Buffer[] = [];
  let size = 0;
  const flush = (): Promise<void> | undefined => {
    if (failed) throw failed;
    const bytes = Buffer.concat(waiting, size);
    [waiting, size] = [[], 0];
    content.update(bytes);
    if (gzip.write(bytes)) return undefined;
    draining ??= once(gzip, "drain").then(() => {
      draining = undefined;
    });
    return draining;
  };
  const write = (text: Buffer | string): Promise<void> | undefined => {
    // A copy: the driver uses its buffer again.
    const bytes = Buffer.from(text as Buffer);
    waiting.push(bytes);
    size += bytes.length;
    return size >= WRITE_BYTES ? flush() : undefined;
  };
  const close = async (): Promise<void> => {
    await flush();
    gzip.end();
    await finished(file);
  };
  const digest = async (): Promise<string> => {
    await flush();
    return content.copy().digest("hex");
  };
  return { write, close, digest, abandon: () => gzip.destroy() };
};

/**
 * Writes the whole database into one file: gzipped lines, a header with the migrations it fits to, every table as COPY writes
 * it, and a trailer with counts and a sha256. One REPEATABLE READ transaction: it is the state of one instant, while work
 * goes on. The name appears only when the file is complete and on disk. Throws `EXPORT_IO_ERROR`.
 */
export const backupDatabase = async (path: string, now: Date): Promise<BackupReport> => {
  const part = `${path}.part`;
  const client = new pg.Client({ connectionString: env.DATABASE_URL, application_name: "takhsis-backup" });
  await client.connect();
  try {
    const tables = await writeBackup(client, part, now);
    const bytes = await settle(part, path);
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    return { path, bytes, sha256: await fileDigest(path), tables, rows };
  } catch (error) {
    await fs.rm(part, { force: true }).catch(() => undefined);
    const { code = "" } = error as NodeJS.ErrnoException;
    throw /^E[A-Z]+$/.test(code) && !code.startsWith("ECONN")
      ? new AppError("EXPORT_IO_ERROR", { path, reason: code }, { cause: error })
      : error;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const writeBackup = async (client: pg.Client, part: string, now: Date): Promise<Record<string, number>> => {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const sink = openSink(part);
  try {
    const header: BackupHeader = {
      format: BACKUP_FORMAT,
      createdAt: now.toISOString(),
      migrations: await listMigrations(client),
    };
    await sink.write(`${JSON.stringify(header)}\n`);
    const tables: Record<string, number> = {};
    for (const { name, columns } of await listBackupTables(client)) {
      await sink.write(`${JSON.stringify({ table: name, columns })}\n`);
      const list = columns.map(quoted).join(", ");
      tables[name] = await copyOut(client, `COPY public.${quoted(name)} (${list}) TO STDOUT`, sink.write);
      await sink.write(`${END_OF_ROWS}\n`);
    }
    const trailer: BackupTrailer = { tables, sha256: await sink.digest() };
    await sink.write(`${JSON.stringify(trailer)}\n`);
    await sink.close();
    await client.query("COMMIT");
    return tables;
  } catch (error) {
    sink.abandon();
    throw error;
  }
};

/** On disk first, then under its name: a power cut leaves the old file or the new one. */
const settle = async (part: string, path: string): Promise<number> => {
  const file = await fs.open(part, "r+");
  await file.sync();
  const { size } = await file.stat();
  await file.close();
  await fs.rename(part, path);
  return size;
};

const fileDigest = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  const file = await fs.open(path);
  for await (const chunk of file.createReadStream()) hash.update(chunk as Buffer);
  return hash.digest("hex");
};
