import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** When that process started, in the system's own words; "" where it cannot be told. Guards against reused pids. */
function startOf(pid) {
  try {
    if (process.platform !== "linux")
      return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "zombie" : fields[19];
  } catch {
    return "";
  }
}

/** A process in a form that can be checked later. */
export const idOf = (pid) => ({ pid, start: startOf(pid) });

/** Is the process that left this id still the one running under its number? */
export function isAlive({ pid, start }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  const now = startOf(pid);
  return now !== "zombie" && (!start || !now || now === start);
}

/** What that process was started as; "" where it cannot be told. */
export function commandOf(pid) {
  try {
    if (process.platform === "linux")
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  } catch {
    return "";
  }
}
