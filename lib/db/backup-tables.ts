import type { Client } from "pg";

export type BackupTable = { name: string; columns: string[] };
export type AppliedMigration = { name: string; checksum: string };

/** Rows of these belong to processes, not to the installation: the schema's own history, who works just now, what they know. */
const LEFT_OUT = ["_prisma_migrations", "worker_processes", "pool_changes"];
/** Filled by the first migration: a new database is not empty there. */
export const SEEDED = ["academic_years", "centers", "groups", "pool_lock"];

/** A name as SQL quotes it; Persian names need it. */
/** An identifier for SQL text. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The tables of the product with the columns that can be written, referenced ones first. */
export const listBackupTables = async (client: Client): Promise<BackupTable[]> => {
  const { rows: tables } = await client.query<BackupTable>(
    `
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL($1)
    GROUP BY c.relname ORDER BY c.relname`,
    [LEFT_OUT],
  );
  const { rows: links } = await client.query<{ child: string; parent: string }>(`
    SELECT c.relname AS child, p.relname AS parent FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
    WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND c.relnamespace = 'public'::regnamespace`);
  return parentsFirst(tables, links);
};

const parentsFirst = (
  tables: readonly BackupTable[],
  links: readonly { child: string; parent: string }[],
): BackupTable[] => {
  const sorted: BackupTable[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) => !links.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (free.length === 0) throw new Error("the tables refer to each other in a circle");
    for (const table of free) waiting.delete(table.name);
    sorted.push(...free);
  }
  return sorted;
};

/** The migrations a database has, in order: what a backup fits to. */
export const listMigrations = async (client: Client): Promise<AppliedMigration[]> => {
  const { rows } = await client.query<AppliedMigration>(`
    SELECT migration_name AS name, checksum FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`);
  return rows;
};
