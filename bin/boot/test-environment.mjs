// Loaded before anything else of `npm test`: tests never see the data folder, the database or the settings of an
// installation that happens to live in the same checkout. (Empty counts as not set, and a `.env` does not fill it again.)
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
process.env.TAKHSIS_DATA_DIR = process.env.TAKHSIS_TEST_DIR || path.join(root, ".cache/test");
for (const name of ["DATABASE_URL", "TAKHSIS_URL", "REDIS_URL", "AMQP_URL", "PORT", "HOST"])
  process.env[name] = "";
for (const name of ["AUTH_SECRET", "PII_HASH_SALT", "SETUP_CODE", "METRICS_TOKEN"]) process.env[name] = "";
process.env.LOG_LEVEL ||= "warn";
// Some callers force colours; a log file wants none.
if (!process.stdout.isTTY) {
  delete process.env.FORCE_COLOR;
  process.env.NO_COLOR = "1";
}
