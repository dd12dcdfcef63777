import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { failure, tailOf } from "./failure.mjs";
import { answers, freePort } from "./ports.mjs";
import { openCluster, readPlace, writePlace } from "./postgres-cluster.mjs";
import { postgresProgram } from "./postgres-programs.mjs";
import { commandOf, isAlive } from "./process-id.mjs";

/** Away from 5432, where a PostgreSQL of the machine would be. */
const FIRST_PORT = 54_320;
const START_LIMIT_MS = 120_000;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "", // their path length is limited, and nobody needs them
  timezone: "UTC",
  max_connections: "100",
  // DETAIL lines quote the values of a row, national ids among them.
  log_error_verbosity: "terse",
  jit: "off",
};
/** For tests: a crash may lose everything, so nothing is waited for. */
const THROWAWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

const pidFileOf = (home) => path.join(readPlace(home)?.cluster ?? home, "postmaster.pid");

/** Lines of the pid file; null without one. The server writes it bit by bit: a moment long it is empty. */
function readPidFile(home) {
  try {
    return fs.readFileSync(pidFileOf(home), "utf8").split("\n");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

/** The server of this home as {pid, port}, port null while it is starting or stopping; null when there is none. */
export async function runningServer(home) {
  const lines = readPidFile(home);
  const pid = Number(lines?.[0]);
  if (!pid || !isAlive({ pid }) || !commandOf(pid).includes(readPlace(home).cluster)) return null;
  const port = Number(lines[3]);
  return { pid, port: /ready/.test(lines[7] ?? "") && (await answers(port)) ? port : null };
}

/** Removes the pid file of a server that was killed; its number may belong to somebody else by now. */
async function clearStale(home) {
  // Empty = a server is starting whose starter was killed this very moment, or a crash came between.
  for (let i = 0; i < 20 && readPidFile(home)?.[0] === ""; i++) await sleep(100);
  if (readPidFile(home) && !(await runningServer(home))) fs.rmSync(pidFileOf(home), { force: true });
}

/** Waits until the server takes connections; null if its process ended. */
async function waitReady(home, hasEnded) {
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    const server = await runningServer(home);
    if (server?.port) return server;
    if (hasEnded(server)) return null;
    if (Date.now() > limit) throw failure("POSTGRES_START", { reason: "timeout" });
    await sleep(20);
  }
}

function launch({ cluster, user, native }, { port, logFile, throwaway }) {
  const settings = { ...SETTINGS, ...(throwaway ? THROWAWAY : {}) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const [file, args] = user.wrap(postgresProgram("postgres", native), [
    "-D",
    cluster,
    "-p",
    String(port),
    ...flags,
  ]);
  const log = fs.openSync(logFile, "a");
  // Detached: Ctrl-C in the terminal reaches us, not the database, which is stopped last and in order.
  const child = spawn(file, args, { ...user.spawnAs, cwd: "/", detached: true, stdio: ["ignore", log, log] });
  fs.closeSync(log);
  const ended = { yes: false };
  for (const event of ["exit", "error"]) child.once(event, () => (ended.yes = true));
  child.unref();
  return ended;
}

/** One attempt at this port. → the server, or what it said before it ended */
async function attempt(place, { home, port, throwaway }) {
  const logFile = path.join(home, "postgres.log");
  const from = fs.statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const ended = launch(place, { port, logFile, throwaway });
  const server = await waitReady(home, () => ended.yes);
  return { server, said: server ? "" : fs.readFileSync(logFile).subarray(from).toString() };
}

// Somebody may take the port between our look and the server's; and after a `kill -9` its helpers need a moment to
// notice that they are orphans.
const PORT_TAKEN = /could not bind|Address already in use/;
const ORPHANS = /pre-existing shared memory block/;
const ATTEMPTS = 10;

/**
 * Starts the server of this home, or finds it running. → {pid, port, started}. The port of last time is taken again if
 * it is free (`port` insists on one). Call it under the lock of the home. Throws POSTGRES_START with the end of its log.
 */
export async function startServer(home, { password, throwaway = false, port: insisted }) {
  await clearStale(home);
  const running = await runningServer(home);
  const found = running && !running.port ? await waitReady(home, (seen) => !seen) : running;
  if (found) return { ...found, started: false };
  const place = openCluster(home, { password });
  let wanted = insisted ?? readPlace(home).port ?? FIRST_PORT;
  for (let left = ATTEMPTS; ; left--) {
    const port = insisted ?? (await freePort(wanted, ["127.0.0.1"]));
    const { server, said } = await attempt(place, { home, port, throwaway });
    if (server) {
      writePlace(home, { ...readPlace(home), port: server.port });
      return { ...server, started: true };
    }
    const mayPass = PORT_TAKEN.test(said) || ORPHANS.test(said);
    if (!mayPass || left === 1) throw failure("POSTGRES_START", { reason: "exit" }, tailOf(said, 12));
    if (PORT_TAKEN.test(said)) wanted += 1;
    await sleep(300);
  }
}

/** Stops the server of this home and waits for its end. `hard` skips the last checkpoint (throwaway servers only). */
export async function stopServer(home, { hard = false } = {}) {
  const server = await runningServer(home);
  if (!server) return false;
  const limit = Date.now() + 30_000;
  for (let signal = hard ? "SIGQUIT" : "SIGINT"; await isServing(server, signal); signal = 0) {
    if (Date.now() > limit) await isServing(server, "SIGQUIT");
    await sleep(20);
  }
  return true;
}

/** Sends a signal (0 = just asks) and tells whether the process is still there. */
async function isServing({ pid }, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code === "ESRCH") return false;
    throw error;
  }
  return isAlive({ pid });
}
