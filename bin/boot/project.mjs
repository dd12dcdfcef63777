import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's own folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

// A `.env` beside package.json counts for every way in; what the shell says wins over it.
const envFile = path.join(root, process.env.TAKHSIS_ENV_FILE || ".env");
if (fs.existsSync(envFile)) process.loadEnvFile(envFile);

/** Embedded database, secrets, logs. A relative TAKHSIS_DATA_DIR counts from the project. */
export const dataDir = path.resolve(root, process.env.TAKHSIS_DATA_DIR || ".data");

/** A path inside the data folder. */
export const inData = (...parts) => path.join(dataDir, ...parts);

/** What belongs to the tree rather than to one data folder: locks of install, generate and build. */
export const treeCache = path.join(root, ".cache");
