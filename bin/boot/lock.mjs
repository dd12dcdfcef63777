import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { idOf, isAlive } from "./process-id.mjs";

const holderOf = (dir) => {
  try {
    return JSON.parse(fs.readFileSync(path.join(dir, "holder.json"), "utf8"));
  } catch {
    return null;
  }
};

/** Taking = renaming a folder that already names its holder onto the lock: there is no moment without a holder in it. */
function take(dir) {
  const mine = `${dir}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  fs.mkdirSync(mine, { recursive: true });
  fs.writeFileSync(path.join(mine, "holder.json"), JSON.stringify(idOf(process.pid)));
  try {
    fs.renameSync(mine, dir);
    return true;
  } catch (error) {
    fs.rmSync(mine, { recursive: true, force: true });
    if (["ENOTEMPTY", "EEXIST", "EPERM", "ENOTDIR"].includes(error.code) && fs.existsSync(dir)) return false;
    throw error;
  }
}

/** Removes the lock of a dead holder. Two who see the same corpse take turns, so that none removes the other's new lock. */
function clearDead(dir) {
  const turn = `${dir}.clearing`;
  try {
    fs.mkdirSync(turn);
  } catch {
    const since = fs.statSync(turn, { throwIfNoEntry: false })?.mtimeMs;
    if (since && Date.now() - since > 10_000) fs.rmSync(turn, { recursive: true, force: true });
    return;
  }
  try {
    const holder = holderOf(dir);
    if (!holder || !isAlive(holder)) fs.rmSync(dir, { recursive: true, force: true });
  } finally {
    fs.rmSync(turn, { recursive: true, force: true });
  }
}

/** Runs `work` alone among all processes that use this lock folder. `onWait` is called once if another one is at it. */
export async function withLock(dir, work, onWait = () => {}) {
  for (let waited = false; !take(dir); ) {
    const holder = holderOf(dir);
    if (!holder || !isAlive(holder)) clearDead(dir);
    else if (!waited) {
      waited = true;
      onWait(holder.pid);
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
