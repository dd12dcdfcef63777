#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/**
 * `npm run mutation [files…]`: breaks the pure files of lib/allocation and lib/counter one spot at a time and runs their
 * unit tests each time; a break that no test notices is printed. Takes about half an hour on two cores. Stryker is fetched
 * into .cache at pinned versions on first use: the product does not depend on it.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const HOME = path.join(ROOT, ".cache/mutation");
const VERSION = "9.6.1";
const PACKAGES = ["@stryker-mutator/core", "@stryker-mutator/vitest-runner"];
/** Files that touch the outside are tested against a real database, which a mutant per second would not survive. */
const OUTSIDE = ["schema", "queries", "commands", "sql", "actions", "jobs", "events"];
const KILLED_MIN = 90;

const run = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: "inherit", ...options, env: { ...process.env, ...options.env } })
    .status ?? 1;

function fetchStryker() {
  const wanted = JSON.stringify({
    private: true,
    dependencies: Object.fromEntries(PACKAGES.map((name) => [name, VERSION])),
  });
  const manifest = path.join(HOME, "package.json");
  const cli = path.join(HOME, "node_modules/@stryker-mutator/core/bin/stryker.js");
  if (fs.existsSync(cli) && fs.readFileSync(manifest, "utf8") === wanted) return cli;
  fs.mkdirSync(HOME, { recursive: true });
  fs.writeFileSync(manifest, wanted);
  // Without peers: vitest and TypeScript are the project's own, found two folders up.
  const status = run(
    "npm",
    ["install", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"],
    {
      cwd: HOME,
    },
  );
  if (status !== 0) process.exit(status);
  return cli;
}

const everything = () => [
  "lib/{allocation,counter}/**/*.ts",
  ...OUTSIDE.map((name) => `!lib/{allocation,counter}/**/${name}.ts`),
];

const cli = fetchStryker();
const asked = process.argv.slice(2);
const config = {
  testRunner: "vitest",
  plugins: [path.join(HOME, "node_modules/@stryker-mutator/vitest-runner/dist/src/index.js")],
  vitest: { configFile: "bin/mutation/vitest.config.mjs", related: false },
  mutate: asked.length > 0 ? asked : everything(),
  ignorePatterns: [".cache", ".data", ".next", "app", "components", "deploy", "docs", "e2e", "public"],
  coverageAnalysis: "perTest",
  concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 1),
  // Words of errors are for people; a changed one breaks nothing.
  mutator: { excludedMutations: ["StringLiteral"] },
  ignoreStatic: true,
  timeoutMS: 20_000,
  incremental: asked.length === 0,
  incrementalFile: path.join(HOME, "incremental.json"),
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, skipFull: true },
  jsonReporter: { fileName: path.join(HOME, "report.json") },
  thresholds: { high: 95, low: KILLED_MIN, break: KILLED_MIN },
  tempDirName: path.join(HOME, "sandbox"),
  checkers: [],
  disableTypeChecks: false,
  allowConsoleColors: false,
};
const file = path.join(HOME, "stryker.json");
fs.writeFileSync(file, JSON.stringify(config, null, 2));
process.exit(run(process.execPath, [cli, "run", file], { cwd: ROOT }));
