import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nextCommand } from "./build.mjs";
import { failure, tailOf } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { root } from "./project.mjs";
import { supervise } from "./supervise.mjs";

const START_LIMIT_MS = 60_000;
const FOLLOW = new URL("./follow-parent.mjs", import.meta.url).href;

async function answersHttp(port) {
  try {
    await fetch(`http://127.0.0.1:${port}/healthz`, {
      redirect: "manual",
      signal: AbortSignal.timeout(20_000),
    });
    return true;
  } catch {
    return false;
  }
}

/** The web process on the first free port from `preferred` on; tries the next one if somebody was quicker. */
async function startWeb({ env, preferred, dev, onRestart }) {
  for (let attempt = 1, from = preferred; ; attempt++) {
    const port = await freePort(from);
    const host = process.env.HOST ? ["-H", process.env.HOST] : [];
    const args = ["--import", FOLLOW, nextCommand, dev ? "dev" : "start", "-p", String(port), ...host];
    const web = supervise({ name: "web", args, env, onRestart });
    const logged = fs.statSync(web.log).size;
    let end = null;
    web.ended.then((why) => (end = why));
    for (const limit = Date.now() + START_LIMIT_MS; ; await sleep(25)) {
      if (await answersHttp(port)) return { port, web };
      if (end !== null || Date.now() > limit) break;
    }
    await web.stop();
    const said = fs.readFileSync(web.log).subarray(logged).toString();
    if (!said.includes("EADDRINUSE") || attempt === 3)
      throw failure("WEB_FAILED", { reason: end ?? "timeout", log: web.log }, tailOf(said));
    from = port + 1;
  }
}

/**
 * Starts web and worker and waits until the console answers. → {port, stop()}. `onRestart(name, log)` is told when one
 * of them had to be started again. Throws WEB_FAILED with the end of the log.
 */
export async function serve({ env, workerEnv = env, port: preferred, dev = false, onRestart }) {
  const restarted = (name) => () => onRestart?.(name);
  const worker = supervise({
    name: "worker",
    args: [path.join(root, "bin/takhsis.mjs"), "worker"],
    env: workerEnv,
    onRestart: restarted("worker"),
  });
  try {
    const { port, web } = await startWeb({ env, preferred, dev, onRestart: restarted("web") });
    return { port, stop: () => Promise.all([web.stop(5_000), worker.stop(20_000)]) };
  } catch (error) {
    await worker.stop();
    throw error;
  }
}
