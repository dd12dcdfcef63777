import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nextCommand } from "./build.mjs";
import { failure, tailOf } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { inData, root } from "./project.mjs";
import { supervise } from "./supervise.mjs";

const START_LIMIT_MS = 60_000;
const FOLLOW = new URL("./follow-parent.mjs", import.meta.url).href;

/**
 * Knocks until that process itself takes a connection and answers; the development server answers through a child of
 * its own, which cannot tell us. → null, or why it never will.
 */
async function whyNotServing(web, port, { dev, stop }) {
  let end = null;
  let isServing = dev;
  web.ended.then((why) => (end = why));
  web.serving.then(() => (isServing = true));
  const limit = Date.now() + START_LIMIT_MS;
  while (end === null && !stop?.aborted && Date.now() < limit) {
    const signal = AbortSignal.any([AbortSignal.timeout(20_000), ...(stop ? [stop] : [])]);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { redirect: "manual", signal }).catch(
      () => null,
    );
    await answer?.arrayBuffer().catch(() => {});
    if (answer && isServing) return null;
    await sleep(25);
  }
  return end ?? "timeout";
}

/** The web process on the first free port from `preferred` on; tries the next one if somebody was quicker. */
async function startWeb({ env, preferred, dev, onRestart, signal }) {
  for (let attempt = 1, from = preferred; ; attempt++) {
    const port = await freePort(from);
    const host = process.env.HOST ? ["-H", process.env.HOST] : [];
    const args = ["--import", FOLLOW, nextCommand, dev ? "dev" : "start", "-p", String(port), ...host];
    const logged = fs.statSync(inData("logs/web.log"), { throwIfNoEntry: false })?.size ?? 0;
    const isUp = { yet: false };
    const web = supervise({ name: "web", args, env, onRestart: () => isUp.yet && onRestart() });
    const reason = await whyNotServing(web, port, { dev, stop: signal });
    isUp.yet = true;
    if (reason === null) return { port, web };
    await web.stop();
    const said = fs.readFileSync(web.log).subarray(logged).toString();
    if (!said.includes("EADDRINUSE") || attempt === 3)
      throw failure("WEB_FAILED", { reason, log: web.log }, tailOf(said));
    from = port + 1;
  }
}

/**
 * Starts web and worker and waits until the console answers. → {port, stop()}. `onRestart(name, log)` is told when one
 * of them had to be started again; `signal` gives up a start. Throws WEB_FAILED with the end of the log.
 */
export async function serve({ env, workerEnv = env, port: preferred, dev = false, onRestart, signal }) {
  const restarted = (name) => () => onRestart?.(name);
  const { port, web } = await startWeb({ env, preferred, dev, onRestart: restarted("web"), signal });
  // Second, so that the page is there sooner: jobs can wait a second, people less.
  const worker = supervise({
    name: "worker",
    args: [path.join(root, "bin/takhsis.mjs"), "worker"],
    env: workerEnv,
    onRestart: restarted("worker"),
  });
  return { port, stop: () => Promise.all([web.stop(5_000), worker.stop(20_000)]) };
}
