import { z } from "zod";

/**
 * Configuration from the environment, read on first use so that a build needs none of it. `bin/` fills in what an
 * operator did not set (embedded server, generated secrets). Throws with the variable's name when a needed one is missing.
 */
const shape = {
  DATABASE_URL: z.string().min(1),
  AUTH_SECRET: z.string().min(16),
  PII_HASH_SALT: z.string().min(8),
  /** Public address; default: what the browser asked for. */
  TAKHSIS_URL: z.url().optional(),
  /** One-time code of the first-run page; absent = the page is closed. */
  SETUP_CODE: z.string().min(6).optional(),
  /** Bearer token of /metrics; absent = only people with metrics:read. */
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** Connections of one process to the database. */
  DB_POOL_MAX: z.coerce.number().int().min(2).max(100).default(10),
  /** Jobs one worker process carries at a time. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(32).default(3),
  /** Rows that applying an import stores at a time: in one transaction, or in one step of it. */
  APPLY_CHUNK_ROWS: z.coerce.number().int().min(1).max(10_000).default(1_000),
  /** Students that one transaction of a publish writes. */
  PUBLISH_CHUNK_ROWS: z.coerce.number().int().min(1).max(10_000).default(1_000),
  /** Heap of the process that parses a file, in MB; a file that needs more is refused. */
  PARSE_HEAP_MB: z.coerce.number().int().min(32).max(4_096).default(512),
} as const;

type Env = { readonly [K in keyof typeof shape]: z.infer<(typeof shape)[K]> };

/** The variables by name, each parsed when it is read. Throws with the name of a missing or malformed one. */
export const env: Env = Object.defineProperties(
  {},
  Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [
      name,
      {
        enumerable: true,
        get: () => {
          const parsed = schema.safeParse(process.env[name] === "" ? undefined : process.env[name]);
          if (parsed.success) return parsed.data;
          throw new Error(`${name}: ${parsed.error.issues[0]?.message ?? "invalid"} (see .env.example)`);
        },
      },
    ]),
  ),
) as Env;
