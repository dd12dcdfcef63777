import { spawn } from "node:child_process";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./project.mjs";
import { killGroup, openLog } from "./run.mjs";

/** Alive this long = it was not the start that failed: the next restart is quick again. */
const SETTLED_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps a Node process running: when it ends by itself it is started again, after 0.2 s, then ever longer up to 10 s.
 * Its output goes to `data/logs/<name>.log`. `onRestart` is told each time. → {log, ended: first end as a promise, stop()}
 */
export function supervise({ name, args, env, onRestart = () => {} }) {
  let child;
  let stopping = false;
  let pauseMs = 200;
  const { file } = openLog(name);
  let tellEnded;
  const ended = new Promise((resolve) => (tellEnded = resolve));

  const begin = () => {
    const began = Date.now();
    const { fd } = openLog(name);
    // Detached: Ctrl-C and a closing terminal reach only us, and we stop everything in order. The channel tells the
    // child when we are gone without having been able to.
    child = spawn(process.execPath, args, {
      cwd: root,
      env,
      detached: true,
      stdio: ["ignore", fd, fd, "ipc"],
    });
    fs.closeSync(fd);
    child.once("exit", (code, signal) => {
      killGroup(child.pid); // what it may have started itself
      tellEnded(signal ?? `exit ${code}`);
      if (stopping) return;
      pauseMs = Date.now() - began > SETTLED_MS ? 200 : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      setTimeout(() => !stopping && (onRestart(), begin()), pauseMs);
    });
  };
  begin();
  const lastResort = () => child.exitCode ?? killGroup(child.pid);
  process.once("exit", lastResort);

  const stop = async (graceMs = 10_000) => {
    stopping = true;
    const isOver = () => child.exitCode !== null || child.signalCode !== null;
    if (!isOver()) child.kill("SIGTERM");
    for (const limit = Date.now() + graceMs; !isOver(); await sleep(20))
      if (Date.now() > limit) killGroup(child.pid);
    process.off("exit", lastResort);
  };
  return { log: file, ended, stop };
}
