import fs from "node:fs";
import path from "node:path";
import { idOf, isAlive } from "./process-id.mjs";

// One file for each process that uses the embedded server. "kept" names the server that `db up` left running, so that
// it says nothing about a later one.
const KEPT = "kept";

const holderIn = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};
const livesIn = (file) => {
  const holder = holderIn(file);
  return holder && isAlive(holder) ? holder.pid : null;
};

/** The uses of one server, kept as files in `dir`. Change them only under the server's lock. */
export function leases(dir) {
  fs.mkdirSync(dir, { recursive: true });
  const own = path.join(dir, `${process.pid}`);
  const kept = path.join(dir, KEPT);
  return {
    take: () => fs.writeFileSync(own, JSON.stringify(idOf(process.pid))),
    release: () => fs.rmSync(own, { force: true }),
    keep: (serverPid) => fs.writeFileSync(kept, JSON.stringify(idOf(serverPid))),
    unkeep: () => fs.rmSync(kept, { force: true }),
    isKept: () => livesIn(kept) !== null,
    /** Processes other than this one that use the server; what the dead left behind is removed. */
    others() {
      const pids = [];
      for (const name of fs.readdirSync(dir)) {
        if (name === KEPT || name === String(process.pid)) continue;
        const pid = livesIn(path.join(dir, name));
        if (pid) pids.push(pid);
        else fs.rmSync(path.join(dir, name), { force: true });
      }
      return pids;
    },
  };
}
