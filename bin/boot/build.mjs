import fs from "node:fs";
import path from "node:path";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { root, treeCache } from "./project.mjs";
import { runLogged } from "./run.mjs";

const stampFile = path.join(root, ".next/built-from");
/** Everything the console is made of. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "next.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "package-lock.json",
  "tsconfig.json",
];

export const nextCommand = path.join(root, "node_modules/next/dist/bin/next");

/** Builds the console if its sources differ from those of the last build. Throws BUILD_FAILED with the end of the log. */
export async function ensureBuilt(say) {
  const isCurrent = () =>
    fs.existsSync(path.join(root, ".next/BUILD_ID")) && readStamp(stampFile) === fingerprint(SOURCES);
  if (isCurrent()) return;
  await withLock(
    path.join(treeCache, "build.lock"),
    async () => {
      if (isCurrent()) return;
      const wanted = fingerprint(SOURCES);
      fs.rmSync(stampFile, { force: true });
      await say.step("build", {}, () => build(), { long: true });
      writeStamp(stampFile, wanted);
    },
    say.waiting,
  );
}

const build = () =>
  runLogged({
    command: process.execPath,
    args: [nextCommand, "build"],
    log: "build",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    failureCode: "BUILD_FAILED",
  });
