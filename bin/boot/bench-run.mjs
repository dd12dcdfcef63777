import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ensureClient } from "./client.mjs";
import { failure, reportFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { preflight } from "./preflight.mjs";
import { root } from "./project.mjs";
import { killGroup } from "./run.mjs";
import { makeSay } from "./say.mjs";
import { readSecrets, secretEnv } from "./secrets.mjs";
import { onStop } from "./stop.mjs";
import { cloneDatabase, ensureTemplate } from "./template.mjs";
import { throwawayServer } from "./throwaway.mjs";

const CHILD = path.join(root, "bin/boot/bench-child.mjs");
const folder = path.join(root, "tests/bench");

/** → {name, rows}; what the bench itself prints goes to stderr. */
async function runOne(file, env) {
  const child = spawn(process.execPath, ["--expose-gc", CHILD, path.join(folder, file)], {
    cwd: root,
    env,
    stdio: ["ignore", 2, 2, "ipc"],
    detached: true,
  });
  const end = () => killGroup(child.pid);
  process.once("exit", end);
  let result = null;
  child.once("message", (message) => (result = message));
  const code = await new Promise((resolve) => child.once("close", resolve));
  process.off("exit", end);
  end();
  if (!result) throw failure("BENCH_FAILED", { name: file, reason: `exit ${code}` });
  return result;
}

/** A bar holds for the ratio where there is one, else for the value. */
const holds = ({ bar, ratio, value }) => bar === undefined || (ratio ?? value) <= bar;

const shown = (number) => {
  if (typeof number !== "number") return number === undefined ? "" : String(number);
  return Math.abs(number) >= 100
    ? Math.round(number).toLocaleString("en")
    : String(Number(number.toPrecision(3)));
};

const COLUMNS = ["bench", "what", "value", "baseline", "ratio", "bar", "more RSS", ""];

const toCells = (name, row) => [
  name,
  row.what,
  `${shown(row.value)} ${row.unit}`,
  row.baseline === undefined ? "" : `${shown(row.baseline)} ${row.unit}`,
  row.ratio === undefined ? "" : `× ${row.ratio.toFixed(2)}`,
  row.bar === undefined ? "" : `≤ ${shown(row.bar)}`,
  row.rssMb === undefined ? "" : `${shown(row.rssMb)} MB`,
  row.bar === undefined ? "" : holds(row) ? "✓" : "✗",
];

function table(lines) {
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const drawn = (line) =>
    line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
  return lines.map(drawn);
}

/** `npm run bench [-- name…]`: every `tests/bench/*.bench.ts` on a throwaway server, each with a fresh database. */
export async function runBenches(filters) {
  const say = makeSay();
  onStop(0);
  let code = 0;
  let server = null;
  const lines = [COLUMNS];
  try {
    preflight();
    await ensureInstalled(say, { development: true });
    await ensureClient(say);
    server = await throwawayServer();
    const template = await ensureTemplate(server.url);
    const files = fs.readdirSync(folder).filter((name) => name.endsWith(".bench.ts"));
    const wanted = files.filter(
      (name) => filters.length === 0 || filters.some((word) => name.includes(word)),
    );
    for (const [i, file] of wanted.sort().entries()) {
      const env = {
        ...process.env,
        ...secretEnv(readSecrets()),
        TEST_DATABASE_URL: server.url,
        TEST_TEMPLATE: template,
        DATABASE_URL: await cloneDatabase(server.url, `bench_${i}`),
      };
      const { name, rows } = await runOne(file, env);
      for (const row of rows) lines.push(toCells(name, row));
      if (!rows.every(holds)) code = 1;
      for (const line of table([COLUMNS, ...lines.slice(-rows.length)])) say.line(line);
    }
    if (wanted.length > 1) for (const line of ["", ...table(lines)]) say.line(line);
  } catch (error) {
    code = reportFailure(error);
  }
  await server?.remove();
  process.exit(code);
}
