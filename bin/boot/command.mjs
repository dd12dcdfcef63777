import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureClient } from "./client.mjs";
import { embedded, externalUrl, openDatabase } from "./database.mjs";
import { reportFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { migrate } from "./migrate.mjs";
import { preflight } from "./preflight.mjs";
import { dataDir, root } from "./project.mjs";
import { makeSay } from "./say.mjs";
import { readSecrets, secretEnv } from "./secrets.mjs";
import { onStop } from "./stop.mjs";

/**
 * What the command line gets from its start-up.
 * @typedef {object} Boot
 * @property {string} root the project's folder
 * @property {string} dataDir absolute path of the data folder
 * @property {AbortSignal} signal aborted by Ctrl-C, SIGTERM, a closed terminal or the end of the parent
 * @property {() => Promise<{url: string, embedded: boolean, migrated: string[]}>} openDatabase starts the embedded
 *   server if need be, migrates, sets `process.env.DATABASE_URL`; repeated calls answer the same. Commands that need no
 *   database do not call it. What it started is stopped after `main`.
 * @property {{ up(): Promise<object>, down(): Promise<object>, status(): Promise<object> }} server `db up|down|status`
 */

/** The TypeScript of the product is loaded as it is: compiled on the way in and cached by the loader. */
async function loadMain() {
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: path.join(root, "tsconfig.json") });
  return (await import(pathToFileURL(path.join(root, "bin/takhsis.ts")).href)).main;
}

const hidden = (url) => url.replace(/:[^:@/]*@/, ":***@");

function serverCommands() {
  if (externalUrl()) {
    const own = { embedded: false, running: null, url: hidden(externalUrl()) };
    return { up: async () => own, down: async () => own, status: async () => own };
  }
  const handle = embedded();
  const status = async () => {
    const { pid = null, port = null, cluster, kept, users } = await handle.status();
    const url = port ? hidden(handle.urlOf(port)) : null;
    return { embedded: true, running: Boolean(port), url, port, pid, kept, users: users.length, cluster };
  };
  return {
    status,
    up: async () => {
      const { pid, url } = await handle.open();
      try {
        await migrate(url);
        await handle.keep(pid);
      } finally {
        await handle.close();
      }
      return status();
    },
    down: async () => ({ ...(await handle.down()), ...(await status()) }),
  };
}

/** @returns {{boot: Boot, close: () => Promise<void>}} */
function makeBoot(signal, say) {
  let opening = null;
  const server = serverCommands();
  const openOnce = async () => {
    const database = await openDatabase({ say });
    process.env.DATABASE_URL = database.url;
    return database;
  };
  const openDatabaseOnce = async () => {
    opening ??= openOnce();
    const { url, embedded: handle, applied } = await opening;
    return { url, embedded: handle !== null, migrated: applied };
  };
  const boot = { root, dataDir, signal, openDatabase: openDatabaseOnce, server };
  const close = async () => {
    const opened = await opening?.catch(() => null);
    if (opened) await opened.close();
  };
  return { boot, close };
}

/** Start-up of the command line: dependencies, generated client, secrets, database on demand; then `main` of takhsis.ts. */
export async function runCommand(argv) {
  const json = argv.includes("--json");
  // A person at a terminal wants the answer; what a worker does is read from its log.
  process.env.LOG_LEVEL ||= argv[0] === "worker" ? "info" : "warn";
  const say = quietly(makeSay({ json: true }));
  const { signal, whenIgnored } = onStop(argv[0] === "worker" ? 20_000 : 2_000);
  let close = async () => {};
  let code = 1;
  try {
    preflight();
    await ensureInstalled(say);
    await ensureClient(say);
    Object.assign(process.env, secretEnv(readSecrets()));
    const started = makeBoot(signal, say);
    close = started.close;
    whenIgnored(async () => {
      await close();
      process.exit(130);
    });
    const main = await loadMain();
    code = await main(argv, started.boot);
  } catch (error) {
    code = reportFailure(error, { json });
  }
  await close().catch((error) => reportFailure(error));
  // Only now, and only after the reader has everything: open pools would keep the process for seconds.
  process.stdout.write("", () => process.exit(code));
}

/** A command that finds everything in place says nothing of it; only slow work is told. */
const quietly = (say) => ({
  ...say,
  step: (key, values, work, options) =>
    ["postgres", "migrate"].includes(key) ? work() : say.step(key, values, work, options),
});
