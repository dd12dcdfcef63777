import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { disconnectDb } from "@/lib/db/client";

const admin = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const urlOf = (name: string): string => {
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${name}`;
  return url.href;
};

/** Makes a migrated, seeded database of its own and returns its url and how to drop it. */
export const createDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `t_${randomBytes(6).toString("hex")}`;
  await admin(`CREATE DATABASE ${name} TEMPLATE ${process.env.TEST_TEMPLATE ?? "takhsis_template"}`);
  return { url: urlOf(name), drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
};

/** Gives the test file a real PostgreSQL database of its own; call it once at the top. */
export const useDatabase = (): void => {
  let drop = async (): Promise<void> => undefined;
  beforeAll(async () => {
    const made = await createDatabase();
    drop = made.drop;
    process.env.DATABASE_URL = made.url;
    process.env.PII_HASH_SALT ??= "test-salt-only";
    process.env.AUTH_SECRET ??= "test-secret-of-enough-length";
    await disconnectDb();
  });
  afterAll(async () => {
    await disconnectDb();
    await drop();
  });
};

/** A second, independent connection for races. */
export const secondConnection = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  return client;
};
