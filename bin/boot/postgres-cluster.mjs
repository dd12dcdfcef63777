import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { failure } from "./failure.mjs";
import { postgresProgram, publicPrograms, SYSTEM_DIR } from "./postgres-programs.mjs";
import { isReachable, postgresUser } from "./postgres-user.mjs";

const placeFile = (home) => path.join(home, "place.json");

/** Where the cluster of this home lies and on which port it was last: {cluster, port}. null before the first start. */
export function readPlace(home) {
  try {
    const { cluster, port } = JSON.parse(fs.readFileSync(placeFile(home), "utf8"));
    return { cluster: path.resolve(home, cluster), port };
  } catch {
    return null;
  }
}

/** Remembers the place; relative where it can be, so that a data folder can be moved. */
export function writePlace(home, { cluster, port }) {
  const inside = path.dirname(cluster) === home;
  const kept = { cluster: inside ? path.basename(cluster) : cluster, port };
  fs.writeFileSync(`${placeFile(home)}.new`, `${JSON.stringify(kept)}\n`);
  fs.renameSync(`${placeFile(home)}.new`, placeFile(home));
}

/** Where root keeps a cluster that another user must reach when the home itself is out of that user's reach. */
const systemHome = (home) =>
  path.join(SYSTEM_DIR, createHash("sha256").update(home).digest("hex").slice(0, 12));

const isCluster = (dir) => Boolean(dir) && fs.existsSync(path.join(dir, "PG_VERSION"));

/** Cluster folder, the user it runs as and the programs that user can reach. Makes the cluster on first use. */
export function openCluster(home, { password }) {
  fs.mkdirSync(home, { recursive: true });
  const known = readPlace(home)?.cluster;
  const owner = known && fs.statSync(known, { throwIfNoEntry: false });
  const user = postgresUser(owner && { uid: owner.uid, gid: owner.gid });
  const cluster = placeFor(home, user, isCluster(known) ? known : null);
  const native = programsFor(user);
  if (!isCluster(known) || cluster !== known) putAside(cluster);
  if (!isCluster(known)) initialise(cluster, { user, native, password });
  else if (user.spawnAs.uid !== undefined) handOver(known, cluster, user.spawnAs);
  writePlace(home, { ...readPlace(home), cluster });
  return { cluster, user, native };
}

function placeFor(home, user, known) {
  const wanted = known ?? path.join(home, "cluster");
  if (user.kind !== "setuid" || isReachable(wanted, user.spawnAs)) return wanted;
  return path.join(systemHome(home), "cluster");
}

function programsFor(user) {
  const own = postgresProgram("postgres");
  if (user.kind !== "setuid") return path.join(own, "../..");
  const runs = spawnSync(own, ["--version"], { ...user.spawnAs, stdio: "ignore" }).status === 0;
  return runs ? path.join(own, "../..") : publicPrograms();
}

/** What lies where a new cluster is to be made belonged to a data folder that was deleted: kept once, out of the way. */
function putAside(cluster) {
  if (!fs.existsSync(cluster)) return;
  const previous = `${cluster}.previous`;
  fs.rmSync(previous, { recursive: true, force: true });
  fs.renameSync(cluster, previous);
}

/** A cluster made in a user namespace belongs to root; where namespaces are refused now, it goes to the other user. */
function handOver(from, to, { uid, gid }) {
  if (fs.statSync(from).uid === uid && from === to) return;
  if (from !== to) {
    fs.mkdirSync(path.dirname(to), { recursive: true, mode: 0o755 });
    fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
  fs.chownSync(to, uid, gid);
  fs.chmodSync(to, 0o700);
  for (const entry of fs.readdirSync(to, { recursive: true })) fs.lchownSync(path.join(to, entry), uid, gid);
  if (from !== to) fs.rmSync(from, { recursive: true, force: true });
}

/**
 * What letters are, the first the system knows: with plain C the index that finds parts of Persian names holds nothing, and
 * every search reads all names. Order and comparison are ICU's whatever stands here.
 */
const LETTERS = ["C.UTF-8", "en_US.UTF-8", "C"];

/** Makes the cluster beside its place and renames it there: an interrupted start never leaves half a cluster. */
function initialise(cluster, asked) {
  for (const letters of LETTERS) {
    const isLast = letters === LETTERS.at(-1);
    if (tryInitialise(cluster, { ...asked, letters, isLast })) return;
  }
}

function tryInitialise(cluster, { user, native, password, letters, isLast }) {
  const draft = `${cluster}.init`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  const passwordFile = `${draft}.password`;
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  fs.chmodSync(draft, 0o700);
  const { uid, gid } = user.spawnAs;
  if (uid !== undefined) for (const each of [draft, passwordFile]) fs.chownSync(each, uid, gid);
  const [file, args] = user.wrap(postgresProgram("initdb", native), [
    ...["-D", draft, "-U", "postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
    ...["--encoding=UTF8", "--locale=C", `--lc-ctype=${letters}`, "--locale-provider=icu", "--icu-locale=fa"],
    // Not flushed file by file, which takes seconds: until the system has written it out, all there is to lose is an
    // empty database.
    ...["--no-instructions", "--no-sync"],
  ]);
  // Seen from "/" because the user may not be allowed to stand in the current folder.
  const made = spawnSync(file, args, { ...user.spawnAs, cwd: "/", encoding: "utf8" });
  fs.rmSync(passwordFile, { force: true });
  if (made.status === 0) {
    fs.renameSync(draft, cluster);
    return true;
  }
  fs.rmSync(draft, { recursive: true, force: true });
  if (!isLast && /locale/.test(made.stderr ?? "")) return false;
  throw failure(
    "POSTGRES_INIT",
    { reason: made.error?.message ?? `exit ${made.status}`, path: cluster },
    made.stderr ?? "",
  );
}

/** Removes the cluster of this home, wherever it lies, for good. The server must be stopped. */
export function destroyCluster(home) {
  for (const dir of [readPlace(home)?.cluster, systemHome(home), home])
    if (dir) fs.rmSync(dir, { recursive: true, force: true });
}
