import type { Prisma, PrismaClient } from "@db";
import { db } from "./client";

declare const brand: unique symbol;
/** A client inside a transaction. The bare client does not fit: its writes would survive the rollback. */
export type Tx = Prisma.TransactionClient & { readonly [brand]: true };
/** For functions that only read and may do so in or out of a transaction. */
export type Reader = Tx | PrismaClient;

type TxOptions = {
  /** How long the body may take, all told. Default 30 s. */
  timeoutMs?: number;
  /** How long one statement waits for a lock. Default 10 s. */
  lockTimeoutMs?: number;
  isolation?: "ReadCommitted" | "RepeatableRead" | "Serializable";
  /** How often a body that failed to serialize or met a deadlock is run in all. Default 5; 1 = the caller decides. */
  attemptsMax?: number;
};

const ATTEMPTS_MAX = 5;

/**
 * The one way to write: runs the body in a transaction and commits if it returns. Retries the whole body on a
 * serialization failure or deadlock (40001, 40P01; 100 ms, doubling, capped at 2 s), so the body does database work only:
 * no mail, file or fetch. Returning a refusal commits what came before it: refuse before the first write, throw after it.
 */
export const inTx = async <T>(body: (tx: Tx) => Promise<T>, options: TxOptions = {}): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(
        async (client) => {
          const tx = client as unknown as Tx;
          await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${options.lockTimeoutMs ?? 10_000}ms`}, true)`;
          return await body(tx);
        },
        {
          timeout: options.timeoutMs ?? 30_000,
          maxWait: 10_000,
          ...(options.isolation ? { isolationLevel: options.isolation } : {}),
        },
      );
    } catch (error) {
      const state = sqlState(error);
      if ((state !== "40001" && state !== "40P01") || attempt >= (options.attemptsMax ?? ATTEMPTS_MAX))
        throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(2_000, 100 * 2 ** (attempt - 1))));
    }
  }
};

/**
 * Does the body and takes back every write of it: what would happen, told by the very code that does it. Inside a
 * transaction; what was locked stays locked until its end.
 */
export const tried = async <T>(tx: Tx, body: () => Promise<T>): Promise<T> => {
  await tx.$executeRaw`SAVEPOINT tried`;
  try {
    return await body();
  } finally {
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT tried`;
  }
};

type Cause = { originalCode?: string; kind?: string; constraint?: { index?: string; fields?: string[] } };

const causeOf = (error: unknown): Cause | undefined => {
  const e = error as { meta?: { driverAdapterError?: { cause?: Cause } }; cause?: Cause } | null;
  return e?.meta?.driverAdapterError?.cause ?? e?.cause;
};

/** The SQLSTATE behind an error of the client, the adapter or the driver; null when there is none. */
export const sqlState = (error: unknown): string | null => {
  const e = error as { code?: string } | null;
  const original = causeOf(error)?.originalCode;
  if (original) return original;
  if (e?.code === "P2034") return "40001";
  if (e?.code === "P2002") return "23505";
  return e?.code && /^[0-9A-Z]{5}$/.test(e.code) && !e.code.startsWith("P2") ? e.code : null;
};

/** Whether a unique index (any, or this one) refused the write. */
export const isUniqueViolation = (error: unknown, indexName?: string): boolean => {
  if (sqlState(error) !== "23505") return false;
  if (!indexName) return true;
  const index = causeOf(error)?.constraint?.index;
  return index ? index === indexName : String((error as Error)?.message).includes(indexName);
};

const LOST = new Set([
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  // Too long on the way or under way: the machine is busy, not the work wrong.
  "P2028",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);
const LOST_STATES = /^(08|57P0|53300|55P03)/;
const LOST_WORDS =
  /terminat(ed|ing) (connection|unexpectedly)|connection.*(closed|ended|refused|timeout)|Can't reach database|not queryable|ECONNREFUSED|the database system is (starting|shutting)/i;

/** Whether the server or the way to it is gone, or too busy to give a lock or an end in time: the work may be tried again. */
export const isConnectionLoss = (error: unknown): boolean => {
  const code = (error as { code?: string } | null)?.code ?? "";
  return (
    LOST.has(code) ||
    LOST_STATES.test(sqlState(error) ?? "") ||
    LOST_WORDS.test(String((error as Error)?.message ?? ""))
  );
};
