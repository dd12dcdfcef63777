import { createHash } from "node:crypto";
import pino from "pino";
import { env } from "./env";

/** Errors of the database quote the row they refused: ten digits in a message or stack may be a person. */
function withoutIds(error: unknown): object {
  const mask = (text: string) => text.replace(/\d{10}/g, (id) => `${id.slice(0, 3)}***${id.slice(-4)}`);
  if (!(error instanceof Error)) return { message: mask(String(error)) };
  return { type: error.name, message: mask(error.message), stack: mask(error.stack ?? "") };
}

/**
 * JSON lines on stderr, so that a command's stdout stays one document. Fields: `correlation_id`, `job_id`, counts,
 * durations; never a name or a national id (`hashPii`).
 */
export const log = pino(
  { level: env.LOG_LEVEL, base: { app: "takhsis" }, serializers: { err: withoutIds } },
  pino.destination({ dest: 2, sync: true }),
);

/** Salted hash of personal data for log lines: equal people are equal, nobody can be read back. */
export const hashPii = (text: string): string =>
  createHash("sha256").update(`${env.PII_HASH_SALT}:${text}`).digest("hex").slice(0, 16);
