import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { AppError } from "@/lib/shared/errors";
import { env } from "../env";
import { BACKUP_FORMAT, type BackupHeader, type BackupTrailer, END_OF_ROWS } from "./backup";
import { type BackupTable, listBackupTables, listMigrations, quoted, SEEDED } from "./backup-tables";
import { copyIn } from "./copy";

export type RestoreReport = {
  createdAt: string;
  tables: Record<string, number>;
  rows: number;
  /** Jobs that were under way when the backup was made, queued again. */
  requeued: number;
};

const NEWLINE = 10;
const LINE_MAX = 64 * 1_048_576;

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  const bytes = pipeline(createReadStream(path), createGunzip(), () => undefined);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    let begin = 0;
    for (let end = held.indexOf(NEWLINE); end >= 0; end = held.indexOf(NEWLINE, begin)) {
      yield held.subarray(begin, end + 1);
      begin = end + 1;
    }
    held = held.subarray(begin);
    if (held.length > LINE_MAX) throw new AppError("BACKUP_DAMAGED");
  }
}

/** Gives a backup line by line; `digest` is the sha256 of all lines before the one given last. */
const openBackup = (path: string) => {
  const hash = createHash("sha256");
  const lines = linesOf(path);
  let last: Buffer = Buffer.alloc(0);
  const next = async (): Promise<Buffer> => {
    hash.update(last);
    const { value, done } = await lines.next().catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "EACCES") throw new AppError("NOT_FOUND", { path });
      throw new AppError("BACKUP_DAMAGED", {}, { cause: error });
    });
    if (done) throw new AppError("BACKUP_DAMAGED");
    last = value;
    return last;
  };
  const nextJson = async <T>(): Promise<T> => {
    try {
      return JSON.parse((await next()).toString()) as T;
    } catch (error) {
      throw error instanceof AppError ? error : new AppError("BACKUP_DAMAGED", {}, { cause: error });
    }
  };
  return { next, nextJson, digest: () => hash.copy().digest("hex"), close: () => lines.return(undefined) };
};

type Backup = ReturnType<typeof openBackup>;

/**
 * Fills an empty, migrated database from a backup, all or nothing. Refuses (throws, and changes nothing) `BACKUP_DAMAGED`,
 * `BACKUP_SCHEMA` when it was made with other migrations, and `DB_NOT_EMPTY`. Jobs that were under way are queued again.
 */
export const restoreDatabase = async (path: string): Promise<RestoreReport> => {
  const backup = openBackup(path);
  const client = new pg.Client({ connectionString: env.DATABASE_URL, application_name: "takhsis-restore" });
  try {
    const header = await backup.nextJson<BackupHeader>();
    if (header.format !== BACKUP_FORMAT)
      throw new AppError("BACKUP_DAMAGED", { format: String(header.format) });
    await client.connect();
    await client.query("BEGIN");
    await requireSameSchema(client, header);
    const known = await listBackupTables(client);
    await requireEmpty(client, known);
    const tables = await loadTables(client, backup, known);
    await alignSequences(client);
    const requeued = await requeueJobs(client);
    await client.query("COMMIT");
    const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
    return { createdAt: header.createdAt, tables, rows, requeued };
  } finally {
    await backup.close();
    // Without COMMIT the server rolls back.
    await client.end().catch(() => undefined);
  }
};

const requireSameSchema = async (client: pg.Client, header: BackupHeader): Promise<void> => {
  const here = (await listMigrations(client)).map(({ name, checksum }) => `${name} ${checksum}`);
  const there = header.migrations.map(({ name, checksum }) => `${name} ${checksum}`);
  const onlyHere = here.filter((migration) => !there.includes(migration)).map((text) => text.split(" ")[0]);
  const onlyThere = there.filter((migration) => !here.includes(migration)).map((text) => text.split(" ")[0]);
  if (onlyHere.length + onlyThere.length > 0) throw new AppError("BACKUP_SCHEMA", { onlyHere, onlyThere });
};

const requireEmpty = async (client: pg.Client, tables: readonly BackupTable[]): Promise<void> => {
  for (const { name } of tables) {
    await client.query(`LOCK TABLE public.${quoted(name)} IN ACCESS EXCLUSIVE MODE`);
    if (SEEDED.includes(name)) continue;
    const { rowCount } = await client.query(`SELECT 1 FROM public.${quoted(name)} LIMIT 1`);
    if (rowCount) throw new AppError("DB_NOT_EMPTY", { table: name });
  }
  for (const name of [...SEEDED].reverse()) await client.query(`DELETE FROM public.${quoted(name)}`);
};

const loadTables = async (
  client: pg.Client,
  backup: Backup,
  known: readonly BackupTable[],
): Promise<Record<string, number>> => {
  const tables: Record<string, number> = {};
  for (;;) {
    const line = await backup.nextJson<{ table?: string; columns?: string[] } & Partial<BackupTrailer>>();
    if (line.table === undefined) {
      const isWhole =
        line.sha256 === backup.digest() && JSON.stringify(line.tables) === JSON.stringify(tables);
      if (!isWhole) throw new AppError("BACKUP_DAMAGED");
      return tables;
    }
    const table = known.find(({ name }) => name === line.table);
    if (!table || String(line.columns) !== String(table.columns))
      throw new AppError("BACKUP_DAMAGED", { table: line.table });
    tables[table.name] = await loadTable(client, backup, table);
  }
};

const loadTable = async (
  client: pg.Client,
  backup: Backup,
  { name, columns }: BackupTable,
): Promise<number> => {
  let count = 0;
  const rows = async function* (): AsyncGenerator<Buffer> {
    for (
      let line = await backup.next();
      line.toString("latin1") !== `${END_OF_ROWS}\n`;
      line = await backup.next()
    ) {
      count += 1;
      yield line;
    }
  };
  await copyIn(client, `COPY public.${quoted(name)} (${columns.map(quoted).join(", ")}) FROM STDIN`, rows());
  return count;
};

/** Numbers go on after the highest one restored. */
const alignSequences = (client: pg.Client): Promise<unknown> =>
  client.query(`DO $$ DECLARE s record; top bigint; BEGIN
    FOR s IN SELECT c.oid::regclass AS tab, a.attname AS col, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS seq
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND pg_get_serial_sequence(c.oid::regclass::text, a.attname) IS NOT NULL
    LOOP
      EXECUTE format('SELECT max(%I) FROM %s', s.col, s.tab) INTO top;
      IF top IS NOT NULL THEN PERFORM setval(s.seq, top); END IF;
    END LOOP; END $$`);

/** The queue's own rows are not in a backup: they are made again from the jobs, as `enqueue` makes them. */
const requeueJobs = async (client: pg.Client): Promise<number> => {
  const { rowCount } = await client.query(`
    SELECT graphile_worker.add_job('job', json_build_object('jobId', id::text), queue_name => subject || ':' || subject_id,
      run_at => now(), job_key => id::text, max_attempts => 1000)
    FROM jobs WHERE state IN ('QUEUED', 'RUNNING', 'WAITING') ORDER BY created_at, id`);
  return rowCount ?? 0;
};
