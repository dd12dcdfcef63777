#!/usr/bin/env node
// `npm run prisma -- migrate dev --create-only --name x`, `migrate diff`, `migrate status`, `studio` …
// Prisma's own command, given `schema-engine.mjs` instead of the engine it would download, and the embedded database
// where no DATABASE_URL is set. Set PRISMA_SCHEMA_ENGINE_BINARY to an engine of your own to use that one.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { embedded, externalUrl } from "./boot/database.mjs";
import { reportFailure } from "./boot/failure.mjs";
import { ensureInstalled } from "./boot/install.mjs";
import { preflight } from "./boot/preflight.mjs";
import { root } from "./boot/project.mjs";
import { makeSay } from "./boot/say.mjs";

/** Commands that only read files need no server. */
const WITHOUT_DATABASE = /^(generate|validate|format|version|--version|-v|--help|-h)$/;

async function run(argv) {
  preflight();
  await ensureInstalled(makeSay({ json: true }), { development: true });
  const local = externalUrl() || WITHOUT_DATABASE.test(argv[0] ?? "--help") ? null : embedded();
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY:
      process.env.PRISMA_SCHEMA_ENGINE_BINARY ??
      fileURLToPath(new URL("./schema-engine.mjs", import.meta.url)),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...(local ? { DATABASE_URL: (await local.open()).url } : {}),
  };
  try {
    const prisma = path.join(root, "node_modules/prisma/build/index.js");
    const child = spawn(process.execPath, [prisma, ...argv], { cwd: root, env, stdio: "inherit" });
    // Ctrl-C reaches Prisma too; we stay to stop the database.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
    return await new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  } finally {
    await local?.close();
  }
}

process.exitCode = await run(process.argv.slice(2)).catch(reportFailure);
