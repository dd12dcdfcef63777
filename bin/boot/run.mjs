import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { failure, tailOf } from "./failure.mjs";
import { inData, root } from "./project.mjs";

const ROTATE_BYTES = 10 * 1024 * 1024;

/** Opens a log in the data folder for appending; a big one is put aside first. */
export function openLog(name) {
  const file = inData("logs", `${name}.log`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_BYTES)
    fs.renameSync(file, `${file}.1`);
  return { file, fd: fs.openSync(file, "a") };
}

/** Kills a process and all it started; the group number is the pid because it was started detached. */
export function killGroup(pid, signal = "SIGKILL") {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Runs a command to its end, its output into `data/logs/<log>.log`; throws `failureCode` with the log's last lines
 * when it fails. If this process ends first, the command and its children go with it.
 */
export async function runLogged({ command, args, log, env, failureCode }) {
  const { file, fd } = openLog(log);
  const from = fs.fstatSync(fd).size;
  const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", fd, fd], detached: true });
  const end = () => child.pid && killGroup(child.pid);
  process.once("exit", end);
  try {
    const outcome = await new Promise((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit ${code}`)));
    });
    if (outcome === null) return;
    const said = fs.readFileSync(file).subarray(from).toString();
    throw failure(failureCode, { reason: outcome, log: file }, tailOf(said));
  } finally {
    process.off("exit", end);
    fs.closeSync(fd);
  }
}
