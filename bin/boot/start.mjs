import fs from "node:fs";
import { ensureBuilt } from "./build.mjs";
import { ensureClient } from "./client.mjs";
import { embedded, externalUrl, openDatabase } from "./database.mjs";
import { makeDemo } from "./demo-run.mjs";
import { failure, reportFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";
import { freePort } from "./ports.mjs";
import { preflight } from "./preflight.mjs";
import { isAlive } from "./process-id.mjs";
import { inData } from "./project.mjs";
import { makeSay } from "./say.mjs";
import { readSecrets, secretEnv } from "./secrets.mjs";
import { serve } from "./serve.mjs";
import { readOptions } from "./start-options.mjs";
import { onStop } from "./stop.mjs";
import { text } from "./text.mjs";

const LOOK_MS = 2_000;

/** What was started, to be stopped in the reverse order, once, whatever happens. */
function cleanUp() {
  const closers = [];
  let ending = null;
  const closeAll = async () => {
    for (const close of closers.reverse()) await close().catch((error) => reportFailure(error));
  };
  return {
    /** From then on being told to stop is the ordinary end. */
    isServing: false,
    add: (close) => closers.push(close),
    end: (code) => {
      ending ??= closeAll().then(() => process.exit(code));
      return ending;
    },
  };
}

/** `npm start`, `npm run dev`, `npm run demo`: everything from an empty checkout to a console in the browser. */
export async function runStart(argv) {
  let options;
  try {
    options = readOptions(argv);
  } catch (error) {
    reportFailure(error, { json: argv.includes("--json") });
    process.exit(2);
  }
  const say = makeSay(options);
  const clean = cleanUp();
  // Asked twice, the same orderly end goes on: every part of it has its own time limit.
  const { signal, whenIgnored } = onStop(60_000);
  whenIgnored(() => clean.end(130));
  signal.addEventListener("abort", () => {
    say.line(text("start.stopping"));
    clean.end(clean.isServing ? 0 : 130);
  });
  for (const event of ["uncaughtException", "unhandledRejection"])
    process.on(event, (error) => clean.end(reportFailure(error)));
  try {
    await start(options, say, clean, signal);
  } catch (error) {
    if (!signal.aborted) await clean.end(reportFailure(error, options));
  }
}

async function start(options, say, clean, signal) {
  preflight();
  await ensureInstalled(say);
  await ensureClient(say);
  const env = {
    ...process.env,
    ...secretEnv(readSecrets()),
    NODE_ENV: options.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  if (options.fresh) await eraseEverything(say);
  // Building needs no database: both go on at once.
  const building = options.dev ? Promise.resolve() : ensureBuilt(say);
  building.catch(() => {}); // awaited below
  const database = await openForUse(say, clean);
  const preferred = await freePort(options.port);
  const opening = building.then(() =>
    options.once ? null : openConsole({ options, env, database, preferred, say, clean, signal }),
  );
  opening.catch(() => {}); // awaited below, once the demo is through
  const document = options.demo ? await makeDemo(options, { env, url: publicUrl(preferred) }) : null;
  const url = await opening;
  const print = () => process.stdout.write(`${JSON.stringify({ ...document, ...(url ? { url } : {}) })}\n`);
  if (options.json) print();
  if (options.once) return clean.end(0);
  if (!options.demo) await tellFirstRun(database.url, url, env, say);
  clean.isServing = true;
  say.line(text("start.ready", { url }));
  say.line(text("start.howToStop"));
}

const publicUrl = (port) => process.env.TAKHSIS_URL || `http://localhost:${port}`;

/** Opens the database so that it is closed again even if we are told to stop while it is starting. */
async function openForUse(say, clean) {
  const opening = openDatabase({ say });
  clean.add(async () => (await opening.catch(() => null))?.close());
  const database = await opening;
  if (database.embedded) watch(database, say, clean);
  return database;
}

/** Starts the embedded server again if it dies under us; its users find it on the same port. */
function watch(database, say, clean) {
  let reviving = false;
  const look = setInterval(async () => {
    if (reviving || isAlive({ pid: database.pid })) return;
    reviving = true;
    try {
      const server = await database.embedded.revive(database.port);
      database.pid = server.pid;
      if (server.started) say.line(text("start.revived"));
    } catch (error) {
      reportFailure(error);
    }
    reviving = false;
  }, LOOK_MS);
  clean.add(async () => clearInterval(look));
}

async function eraseEverything(say) {
  if (externalUrl()) throw failure("FRESH_REFUSED");
  await say.step("fresh", {}, async () => {
    await embedded().destroy();
    fs.rmSync(inData("demo"), { recursive: true, force: true });
  });
}

async function openConsole({ options, env, database, preferred, say, clean, signal }) {
  const opening = say.step("web", {}, () =>
    serve({
      env: { ...env, DATABASE_URL: database.url },
      // The worker opens the embedded server itself: its own lease lets it finish if we are killed.
      workerEnv: env,
      port: preferred,
      dev: options.dev,
      signal,
      onRestart: (name) => say.line(text("start.restarted", { name, log: inData("logs", `${name}.log`) })),
    }),
  );
  clean.add(async () => (await opening.catch(() => null))?.stop());
  return publicUrl((await opening).port);
}

/** A console without a user leads to the first-run page; its one-time code is told here and nowhere else. */
async function tellFirstRun(databaseUrl, url, env, say) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query("SELECT EXISTS (SELECT 1 FROM users) AS any");
  await client.end();
  if (!rows[0].any) say.line(text("start.firstRun", { url, code: env.SETUP_CODE }));
}
