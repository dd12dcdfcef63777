import { PrismaClient } from "@db";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "../env";

const store = globalThis as typeof globalThis & { __takhsisDb?: PrismaClient };

/** The process's one client, made on first use. Reading goes through it; writing goes through `inTx`. */
export const db = (): PrismaClient => {
  store.__takhsisDb ??= new PrismaClient({
    adapter: new PrismaPg({
      connectionString: env.DATABASE_URL,
      max: env.DB_POOL_MAX,
      connectionTimeoutMillis: 5_000,
      application_name: "takhsis",
    }),
  });
  return store.__takhsisDb;
};

/** Closes the client's connections; the next `db()` opens new ones. */
export const disconnectDb = async (): Promise<void> => {
  const client = store.__takhsisDb;
  store.__takhsisDb = undefined;
  await client?.$disconnect();
};
