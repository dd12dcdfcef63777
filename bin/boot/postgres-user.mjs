import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { failure } from "./failure.mjs";
import { postgresProgram } from "./postgres-programs.mjs";

/** An account of /etc/passwd, as {uid, gid}. */
function account(name) {
  const line = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((each) => each.startsWith(`${name}:`));
  if (!line) return null;
  const fields = line.split(":");
  return { uid: Number(fields[2]), gid: Number(fields[3]) };
}

const isNamed = () => {
  try {
    return Boolean(os.userInfo().username);
  } catch {
    return false;
  }
};

const viaUserNamespace = ({ uid, gid }) => ({
  kind: "namespace",
  wrap: (file, args) => ["unshare", ["--user", `--map-user=${uid}`, `--map-group=${gid}`, file, ...args]],
  spawnAs: {},
});

const asUser = (ids) => ({ kind: "setuid", wrap: (file, args) => [file, args], spawnAs: ids });
const asOurselves = { kind: "self", wrap: (file, args) => [file, args], spawnAs: {} };

/** Can this user show another face to a child? Refused inside most containers. */
function namespaceWorks(way) {
  if (process.env.TAKHSIS_NO_USER_NAMESPACE === "1") return false;
  const [file, args] = way.wrap(postgresProgram("postgres"), ["--version"]);
  return spawnSync(file, args, { stdio: "ignore" }).status === 0;
}

/**
 * How to start PostgreSQL, which refuses to run as root and asks for the name of its user.
 * An ordinary user: plainly. Root: in a user namespace, where the files stay root's and the server sees `nobody`
 * (works inside /root, changes no owner); where that is refused: as `nobody` itself. A cluster that already belongs to
 * somebody is served as that somebody. → {kind: self | namespace | setuid, wrap(file, args), spawnAs: {uid, gid}}
 */
export function postgresUser(clusterOwner) {
  const we = process.geteuid();
  if (we !== 0 && clusterOwner && clusterOwner.uid !== we) throw failure("DATA_OF_ANOTHER_USER");
  if (we === 0 && clusterOwner && clusterOwner.uid !== 0) return asUser(clusterOwner);
  if (we !== 0 && isNamed()) return asOurselves;
  const nobody = account("nobody") ?? account("postgres");
  if (!nobody) throw failure("NO_DATABASE_USER");
  const inside = viaUserNamespace(nobody);
  if (namespaceWorks(inside)) return inside;
  if (we !== 0) throw failure("NO_DATABASE_USER");
  return asUser(nobody);
}

/** May that user pass through every folder above this path? (A checkout inside /root bars everybody else.) */
export function isReachable(target, { uid, gid }) {
  for (let at = path.dirname(target); ; at = path.dirname(at)) {
    const stat = fs.statSync(at, { throwIfNoEntry: false });
    const passes = !stat || stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if (stat && !(stat.mode & passes)) return false;
    if (at === path.dirname(at)) return true;
  }
}
