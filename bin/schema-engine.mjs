#!/usr/bin/env node
// Stands in for the `schema-engine` binary that Prisma's command downloads: the same JSON-RPC over stdin and stdout,
// answered by the WebAssembly build of that engine, which comes with npm, over node-postgres. Started by Prisma itself
// (`npm run prisma -- migrate …` sets PRISMA_SCHEMA_ENGINE_BINARY). Where Prisma's own binary is at hand, it works on
// the same migrations folder and table.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { parseArgs } from "node:util";
import { makeAdapter } from "./engine/adapter.mjs";
import { describeFailure, manageDatabase } from "./engine/manage.mjs";

const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));

/** The engine's own log format: one JSON object a line on stderr. */
function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

async function loadEngine(datamodels, adapter) {
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => log("ERROR", { is_panic: true, message }),
  };
  const runtime = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const code = new WebAssembly.Module(fs.readFileSync(path.join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(code, { "./schema_engine_bg.js": runtime });
  runtime.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  const models = datamodels?.map((file) => [file, fs.readFileSync(file, "utf8")]);
  return runtime.SchemaEngine.new({ datamodels: models }, () => {}, adapter);
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** The method names differ in one place; databases are created by `cli create-database`. */
async function call(engine, { method, params }) {
  if (method === "createDatabase") return {};
  const result = await engine[method === "getDatabaseVersion" ? "version" : method](params);
  if (method === "diff" && result?.stdout)
    send({ id: Date.now(), method: "print", params: { content: result.stdout.replace(/\n$/, "") } });
  return result ?? null;
}

function refusal(error) {
  const data = {
    is_panic: false,
    message: String(error?.message ?? error),
    error_code: error?.code,
    meta: error?.meta,
  };
  return { code: 4466, message: "An error happened. Check the data field for details.", data };
}

/** Answers requests until stdin closes and the last one is answered. */
function serveRequests(datamodels, adapter) {
  let engine = null;
  let pending = 0;
  let closed = false;
  const leave = () => closed && pending === 0 && process.exit(0);
  const lines = readline.createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    const request = JSON.parse(line);
    if (!request.method) return; // the acknowledgement of a `print` of ours
    pending += 1;
    try {
      engine ??= loadEngine(datamodels, adapter);
      send({ id: request.id, result: await call(await engine, request) });
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) process.exit(101); // what a panic of the binary exits with
      send({ id: request.id, error: refusal(error) });
    }
    pending -= 1;
    leave();
  });
  lines.on("close", () => {
    closed = true;
    leave();
  });
}

const argv = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args: argv[0] === "--version" ? [] : argv,
  allowPositionals: true,
  options: {
    datamodels: { type: "string", multiple: true },
    datasource: { type: "string" },
    "enabled-preview-features": { type: "string" },
    "extension-types": { type: "string" },
  },
});
const { url } = values.datasource ? JSON.parse(values.datasource) : {};

if (argv[0] === "--version") {
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  process.stdout.write(`schema-engine-wasm ${version}\n`);
} else if (positionals[0] === "cli") {
  log("INFO", { message: "Starting schema engine CLI" });
  await manageDatabase(positionals[1], url, (message) => log("INFO", { message })).catch((error) => {
    log("ERROR", { is_panic: false, ...describeFailure(error) });
    process.exitCode = 1;
  });
} else serveRequests(values.datamodels, makeAdapter(url));
