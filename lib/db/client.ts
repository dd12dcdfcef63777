import { PrismaClient } from "@db";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "../env";
import { timeQueries } from "./query-time";

const store = globalThis as typeof globalThis & { __takhsisDb?: PrismaClient };

/**
 * Compiling a statement takes longer than any of ours runs: a list of 100,000 waited a quarter of a second for it. Said per
 * connection, because the database may be somebody else's. The pool waits for it.
 */
const compileNothing = (client: pg.ClientBase): Promise<unknown> => client.query("SET jit = off");

const makePool = (): pg.Pool =>
  new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DB_POOL_MAX,
    connectionTimeoutMillis: 5_000,
    // A page asks several things at once: after a pause of ten seconds it would wait for as many new connections.
    idleTimeoutMillis: 300_000,
    application_name: "takhsis",
    onConnect: compileNothing,
  }).on("connect", timeQueries);

/** The process's one client, made on first use. Reading goes through it; writing goes through `inTx`. */
export const db = (): PrismaClient => {
  store.__takhsisDb ??= new PrismaClient({
    adapter: new PrismaPg(makePool(), { disposeExternalPool: true }),
  });
  return store.__takhsisDb;
};

/** Closes the client's connections; the next `db()` opens new ones. */
export const disconnectDb = async (): Promise<void> => {
  const client = store.__takhsisDb;
  store.__takhsisDb = undefined;
  await client?.$disconnect();
};
