import { spawn } from "node:child_process";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "./project.mjs";
import { killGroup, openLog } from "./run.mjs";

/** Alive this long = it was not the start that failed: the next restart is quick again. */
const SETTLED_MS = 30_000;
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps a Node process running: when it ends by itself it is started again, after 0.2 s, then ever longer up to 10 s.
 * Its output goes to `data/logs/<name>.log`. `onRestart` is told of the first time in a row. → {log, ended and serving: the first
 * end and the first message as promises, stop()}
 */
export function supervise({ name, args, env, onRestart = () => {} }) {
  let child;
  let stopping = false;
  let log;
  let pauseMs = SHORTEST_PAUSE_MS;
  let tellEnded;
  let tellServing;
  const ended = new Promise((resolve) => (tellEnded = resolve));
  const serving = new Promise((resolve) => (tellServing = resolve));

  const begin = () => {
    const began = Date.now();
    const { fd, file } = openLog(name);
    log = file;
    // Detached: Ctrl-C and a closing terminal reach only us, and we stop everything in order. The channel tells the
    // child when we are gone without having been able to.
    child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...env, TAKHSIS_PARENT: String(process.pid) },
      detached: true,
      stdio: ["ignore", fd, fd, "ipc"],
    });
    fs.closeSync(fd);
    child.once("message", tellServing);
    child.once("exit", (code, signal) => {
      killGroup(child.pid); // what it may have started itself
      tellEnded(signal ?? `exit ${code}`);
      if (stopping) return;
      if (Date.now() - began > SETTLED_MS) pauseMs = SHORTEST_PAUSE_MS;
      if (pauseMs === SHORTEST_PAUSE_MS) onRestart();
      setTimeout(() => stopping || begin(), pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
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
  return { log, ended, serving, stop };
}
