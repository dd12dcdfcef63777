import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { ensureBuilt } from "./build.mjs";
import { dataDir, root } from "./project.mjs";
import { killGroup } from "./run.mjs";
import { readSecrets, secretEnv } from "./secrets.mjs";
import { serve } from "./serve.mjs";
import { cloneDatabase } from "./template.mjs";
import { SETTINGS } from "./test-environment.mjs";

const inTree = (...parts) => path.join(root, "node_modules", ...parts);

/** Runs one of the tools on this terminal, or collects what it says (`out: "pipe"`); its children go with it. → {code, said} */
export async function runTool(args, { env = process.env, out = "inherit", signal } = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ["ignore", out, out],
    detached: true,
  });
  const end = () => killGroup(child.pid);
  process.once("exit", end);
  signal?.addEventListener("abort", end, { once: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once("close", (status) => resolve(status ?? 1)));
  end();
  process.off("exit", end);
  return { code, said };
}

const readReport = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};

/** A test file that breaks before its first test counts as one failure; so does a runner that fails without a word. */
function countVitest(report, code, projects) {
  const counts = Object.fromEntries(projects.map((name) => [name, { passed: 0, failed: 0 }]));
  for (const { name, status, assertionResults } of report?.testResults ?? []) {
    const count = counts[path.relative(root, name).split(path.sep)[1]];
    if (!count) continue;
    const failed = assertionResults.filter((test) => test.status === "failed").length;
    count.passed += assertionResults.filter((test) => test.status === "passed").length;
    count.failed += failed || (status === "failed" ? 1 : 0);
  }
  const told = Object.values(counts).some(({ failed }) => failed > 0);
  if (code !== 0 && !told) counts[projects.at(-1)].failed += 1;
  return counts;
}

/** The vitest projects `unit` and `db`. → {project: {passed, failed}} */
export async function runVitest(projects, filters, { env, signal, out, reporter = "default" }) {
  const report = path.join(dataDir, `vitest-${process.pid}.json`);
  const flags = [...projects.map((name) => `--project=${name}`), `--reporter=${reporter}`, "--reporter=json"];
  const args = [inTree("vitest/vitest.mjs"), "run", ...flags, `--outputFile.json=${report}`, ...filters];
  const { code, said } = await runTool(args, { env, signal, out });
  const counts = countVitest(readReport(report), code, projects);
  fs.rmSync(report, { force: true });
  return { counts, said };
}

const countPlaywright = (report, code) => {
  const { expected = 0, flaky = 0, unexpected = 0 } = report?.stats ?? {};
  const failed = unexpected + (report?.errors?.length ?? 0);
  return { passed: expected + flaky, failed: failed || (code === 0 ? 0 : 1) };
};

/** The browser tests, against the built console with its own worker, port and database. → {passed, failed} */
export async function runPlaywright(filters, { say, serverUrl, signal }) {
  const browser = await say.step("browser", {}, findBrowser);
  await ensureBuilt(say);
  const url = await cloneDatabase(serverUrl, `e2e_${process.pid}`);
  // Blank, not absent: the console would read what is absent from the checkout's own `.env`.
  const blank = Object.fromEntries(SETTINGS.map((name) => [name, ""]));
  const own = { ...secretEnv(readSecrets(), {}), DATABASE_URL: url, NODE_ENV: "production" };
  const env = { ...process.env, ...blank, ...own };
  const console = await say.step("web", {}, () => serve({ env, port: 3100 }));
  const report = path.join(dataDir, `playwright-${process.pid}.json`);
  try {
    const { code } = await runTool([inTree("@playwright/test/cli.js"), "test", ...filters], {
      signal,
      env: {
        ...env,
        ...browser.env,
        NODE_ENV: "test",
        CHROMIUM_PATH: browser.path,
        E2E_BASE_URL: `http://localhost:${console.port}`,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      },
    });
    return countPlaywright(readReport(report), code);
  } finally {
    await console.stop();
    fs.rmSync(report, { force: true });
  }
}
