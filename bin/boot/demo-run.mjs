import { spawn } from "node:child_process";
import path from "node:path";
import { failure } from "./failure.mjs";
import { root } from "./project.mjs";
import { killGroup } from "./run.mjs";

/**
 * Runs the command line's `demo` (import → allocate → export, as a user would) in a process of its own. With `json` it
 * returns its document (Contracts §7), otherwise the summary goes to the terminal. Throws its refusal.
 */
export async function makeDemo({ students, mentors, json }, { env, url }) {
  const args = [path.join(root, "bin/takhsis.mjs"), "demo", "--url", url];
  if (students) args.push("--students", String(students));
  if (mentors) args.push("--mentors", String(mentors));
  if (json) args.push("--json");
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", json ? "pipe" : "inherit", "inherit", "ipc"],
    detached: true,
  });
  const end = () => killGroup(child.pid);
  process.once("exit", end);
  let out = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk) => (out += chunk));
  const code = await new Promise((resolve) =>
    child.once("close", (status, signal) => resolve(status ?? signal)),
  );
  process.off("exit", end);
  const document = json && out ? JSON.parse(out) : null;
  if (document?.error) throw failure(document.error.code, document.error.details);
  if (code !== 0) throw failure("DEMO_FAILED", { reason: code });
  return document;
}
