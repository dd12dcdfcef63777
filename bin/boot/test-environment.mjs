// Loaded before anything else of `npm test`: tests never see the data folder, the database or the settings of an
// installation that happens to live in the same checkout.
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
process.env.TAKHSIS_DATA_DIR = process.env.TAKHSIS_TEST_DIR || path.join(root, ".cache/test");
process.env.TAKHSIS_ENV_FILE = "none";
/** What an operator may have set for the product itself. */
export const SETTINGS = [
  "DATABASE_URL",
  "AUTH_SECRET",
  "PII_HASH_SALT",
  "SETUP_CODE",
  "METRICS_TOKEN",
  "TAKHSIS_URL",
  "REDIS_URL",
  "AMQP_URL",
];
for (const name of [...SETTINGS, "NEXTAUTH_SECRET", "NEXTAUTH_URL", "PORT", "HOST"]) delete process.env[name];
process.env.LOG_LEVEL ||= "warn";
// Some callers force colours; a log file wants none.
if (!process.stdout.isTTY) {
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = "1";
}
