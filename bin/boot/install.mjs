import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { readStamp, writeStamp } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { root, treeCache } from "./project.mjs";
import { runLogged } from "./run.mjs";

const lockFile = path.join(root, "package-lock.json");
const stampFile = path.join(root, "node_modules/.takhsis-installed");

const readJson = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};

/** npm writes this list last, so a half-done install has none. What npm may leave out (other platforms, dev) is no gap. */
function matchesLock(lock, development) {
  const there = readJson(path.join(root, "node_modules/.package-lock.json"))?.packages;
  if (!there || !lock?.packages) return false;
  return Object.entries(lock.packages).every(([at, wanted]) => {
    if (at === "" || wanted.link) return true;
    if (there[at]) return there[at].version === wanted.version;
    return wanted.optional || wanted.devOptional || (wanted.dev && !development);
  });
}

/** What the stamp says once everything of this lockfile is there. */
const stampOf = (bytes, development) =>
  `${createHash("sha256").update(bytes).digest("hex")}${development ? " dev" : ""}`;

function isInstalled(development) {
  if (!fs.existsSync(lockFile)) return fs.existsSync(path.join(root, "node_modules"));
  const bytes = fs.readFileSync(lockFile);
  const wanted = stampOf(bytes, development);
  if (readStamp(stampFile)?.startsWith(wanted)) return true;
  if (!matchesLock(JSON.parse(bytes), development)) return false;
  writeStamp(stampFile, wanted);
  return true;
}

/** npm as the one that called us, else the one on the PATH. */
function npm() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith("npm-cli.js")
    ? { command: process.execPath, args: [cli] }
    : { command: "npm", args: [] };
}

/**
 * Installs the dependencies when they are missing or differ from the lockfile; at most one process at a time.
 * Compilers are development dependencies, so they are always asked for: the console is built on this machine.
 * `development` also insists on them (tests). Throws INSTALL_FAILED with the end of npm's output.
 */
export async function ensureInstalled(say, { development = false } = {}) {
  if (isInstalled(development)) return;
  await withLock(
    path.join(treeCache, "install.lock"),
    async () => {
      if (isInstalled(development)) return;
      const { command, args } = npm();
      const how = fs.existsSync(lockFile) ? "ci" : "install";
      const flags = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=warn"];
      await say.step(
        "install",
        {},
        () =>
          runLogged({
            command,
            args: [...args, how, ...flags],
            log: "install",
            env: { ...process.env, NODE_ENV: "development" },
            failureCode: "INSTALL_FAILED",
          }),
        { long: true },
      );
      // npm's word counts: whatever the list of what is there looks like, asking again would not change it.
      if (fs.existsSync(lockFile)) writeStamp(stampFile, stampOf(fs.readFileSync(lockFile), true));
    },
    say.waiting,
  );
}
