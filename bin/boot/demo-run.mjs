import { spawn } from "node:child_process";
import path from "node:path";
import { failure, tailOf } from "./failure.mjs";
import { root } from "./project.mjs";
import { killGroup } from "./run.mjs";

/**
 * Runs the command line's `demo` (import → allocate → export, as a user would) in a process of its own and returns its
 * document (Contracts §7). A refusal is thrown as it stands; its progress goes to our stderr.
 */
export async function makeDemo({ students, mentors, once }, { env, url }) {
  const sizes = [
    ...(students ? ["--students", String(students)] : []),
    ...(mentors ? ["--mentors", String(mentors)] : []),
  ];
  const args = [path.join(root, "bin/takhsis.mjs"), "demo", "--json", "--url", url, ...sizes];
  const stdio = ["ignore", "pipe", "inherit", "ipc"];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio, detached: true });
  const end = () => killGroup(child.pid);
  process.once("exit", end);
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => (out += chunk));
  const code = await new Promise((resolve) =>
    child.once("close", (status, signal) => resolve(status ?? signal)),
  );
  process.off("exit", end);
  const document = parse(out);
  if (document?.error) throw failure(document.error.code, document.error.details);
  if (code !== 0 || !document) throw failure("DEMO_FAILED", { reason: code }, tailOf(out));
  return once ? document : { ...document, url };
}

function parse(out) {
  try {
    return JSON.parse(out);
  } catch {
    return null;
  }
}

/** The summary: one JSON document on stdout, or lines for people. */
export function tellDemo(document, { json }, say) {
  if (json) process.stdout.write(`${JSON.stringify(document)}\n`);
  else for (const line of document.summary ?? [JSON.stringify(document, null, 2)]) say.line(line);
}
