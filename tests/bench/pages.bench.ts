import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { startPlan } from "@/lib/allocation/commands";
import { allocationJobs } from "@/lib/allocation/jobs";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { runJobHere } from "@/lib/jobs/queue";
import { delayingProxy, depthOf } from "../support/delaying-proxy";
import { type Answer, askFor, signIn, startConsole } from "./console";
import { seedLargeOffice } from "./large-office";

const USERS = 50;
const TTFB_MS = 200;
const SERVER_MS = 150;
/** Source: Contracts §10. */
const SCRIPT_KB = 280;
/** People read before they go on: a page every ten seconds each. */
const BETWEEN_MS = 10_000;
const LOAD_MS = 30_000;
/** Somebody saves a student: what was made of the whole pool is made anew. */
const WRITE_MS = 3_000;
const ROUNDS = 5;
const DELAY_MS = 100;
/** Questions one after the other that a page may need: who asks, what there is, what follows from it. */
const DEPTH_MAX = 4;

const LISTS = [
  "/students",
  "/students?state=WAITING&sort=-name&page=20",
  "/mentors",
  "/mentors?sort=-occupancy",
  "/managers",
  "/runs",
  "/waiting",
  "/imports",
  "/quarantine",
  "/exports",
  "/audit",
  "/jobs",
];
const OTHERS = ["/", "/utilization"];
/** Looked at for their depth only. */
const FORMS = [
  "/capacity",
  "/exports/new",
  "/imports/new",
  "/mentors/new",
  "/quarantine/trend",
  "/runs/compare",
  "/runs/new",
  "/students/new",
  ...["groups", "imports", "policy", "schools", "sessions", "tokens", "users", "years"].map(
    (page) => `/settings/${page}`,
  ),
];

const plan = async (): Promise<string> => {
  const switches = { schoolFallback: false };
  const started = await startPlan(systemActor("bench"), {
    year: 1404,
    policy: "sequential",
    centers: [],
    switches,
  });
  if (!started.ok) throw new Error(started.reason);
  await runJobHere(allocationJobs, started.value.jobId);
  return started.value.runId;
};

const detailPages = async (): Promise<string[]> => {
  const student = await db().student.findFirstOrThrow({ where: { counter: { not: null } } });
  const mentor = await db().mentor.findFirstOrThrow({ where: { ownLoad: { gt: 0 } } });
  return [`/students/${student.id}`, `/mentors/${mentor.id}`, `/runs/${await plan()}`];
};

const TABS = ["unplaced", "chains", "students", "mentors", "certificate", "history"];

/** What hangs on a student, a mentor and a run, and a batch there is. */
const furtherPages = async ([student = "", mentor = "", run = ""]: readonly string[]): Promise<string[]> => {
  const batch = await db().importBatch.findFirst({ orderBy: { number: "desc" } });
  return [
    ...[`${student}/edit`, `${student}/assign`, `${mentor}/edit`, `${mentor}/drain`],
    ...TABS.map((tab) => `${run}?tab=${tab}`),
    ...(batch ? [`/imports/${batch.id}`, `/imports/${batch.id}/review`] : []),
  ];
};

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

type Ask = (path: string, cookie?: string) => Promise<Answer>;
const askingAt = (port: number, own: string): Ask => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: USERS });
  return (path, cookie = own) => askFor(path, { port, cookie, agent });
};

type Alone = { ttfbMs: number; wholeMs: number; body: string };

/** Median over some rounds, the first not counted. */
const alone = async (ask: Ask, path: string): Promise<Alone> => {
  await ask(path);
  const answers: Answer[] = [];
  for (let round = 0; round < ROUNDS; round += 1) answers.push(await ask(path));
  return {
    ttfbMs: quantile(
      answers.map(({ ttfbMs }) => ttfbMs),
      0.5,
    ),
    wholeMs: quantile(
      answers.map(({ wholeMs }) => wholeMs),
      0.5,
    ),
    body: answers[0]?.body ?? "",
  };
};

/** Fifty people who open one page after the other and read in between. */
const together = async (
  ask: Ask,
  pages: readonly string[],
  cookies: readonly string[],
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  const until = performance.now() + LOAD_MS;
  await Promise.all(
    cookies.map(async (cookie, person) => {
      await sleep((person / cookies.length) * BETWEEN_MS);
      for (let turn = 0; performance.now() < until; turn += 1) {
        answers.push(await ask(pages[(person + turn * 7) % pages.length] ?? "/", cookie));
        await sleep(BETWEEN_MS);
      }
    }),
  );
  return answers;
};

/** The same while students are edited all the time. */
const togetherWithEdits = async (...walk: Parameters<typeof together>): Promise<Answer[]> => {
  const edit = () => db().$executeRaw`
    UPDATE "دانش_آموزان" SET "توقف_تخصیص" = NOT "توقف_تخصیص"
    WHERE "شناسه" = (SELECT "شناسه" FROM "دانش_آموزان" ORDER BY "شناسه" LIMIT 1)`;
  const timer = setInterval(edit, WRITE_MS);
  try {
    return await together(...walk);
  } finally {
    clearInterval(timer);
  }
};

/** First byte and whole page of what many were answered. */
const rowsOf = (what: string, answers: readonly Answer[]): object[] => {
  const first = answers.map(({ ttfbMs }) => ttfbMs);
  const whole = answers.map(({ wholeMs }) => wholeMs);
  return [
    {
      what: `${what}, ${answers.length} pages: first byte p95`,
      value: Math.round(quantile(first, 0.95)),
      bar: TTFB_MS,
      unit: "ms",
    },
    { what: "the same: first byte median", value: Math.round(quantile(first, 0.5)), unit: "ms" },
    { what: "the same: whole page p95", value: Math.round(quantile(whole, 0.95)), unit: "ms" },
  ];
};

const scriptKb = async (ask: Ask, html: string): Promise<number> => {
  const scripts = new Set([...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src]) => src ?? ""));
  let bytes = 0;
  for (const src of scripts) bytes += gzipSync((await ask(src)).body).length;
  return Math.round(bytes / 1024);
};

/** How many questions to the database a page asks one after the other: seen on a slow way to it, the fewest of some rounds. */
const depths = async (pages: readonly string[], cookie: string): Promise<[string, number][]> => {
  const measured: [string, number][] = [];
  const far = await delayingProxy(process.env.DATABASE_URL ?? "", DELAY_MS);
  const console = await startConsole(far.url);
  try {
    const ask = askingAt(console.port, cookie);
    for (const page of pages) {
      await ask(page);
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        far.take();
        await ask(page);
        rounds.push(depthOf(far.take()));
      }
      measured.push([page, Math.min(...rounds)]);
    }
  } finally {
    await console.stop();
    far.close();
  }
  return measured;
};

const kindOf = (page: string): string => page.replace(/[0-9a-f-]{36}|\d{4,}/, "[id]");

/** What people wait for at the console, with 100,000 students in the database. Source: Design §9, Contracts §10. */
export const bench = {
  name: "pages",
  run: async () => {
    await seedLargeOffice();
    const details = await detailPages();
    const pages = [...OTHERS, ...LISTS, ...details];
    const cookies = await signIn(USERS);
    const [own = ""] = cookies;
    const console = await startConsole();
    const rows: object[] = [];
    try {
      const ask = askingAt(console.port, own);
      for (const page of pages) {
        const { ttfbMs, wholeMs, body } = await alone(ask, page);
        const bar = LISTS.includes(page) ? { bar: SERVER_MS } : {};
        rows.push({
          what: `${kindOf(page)} alone, first byte`,
          value: Math.round(ttfbMs),
          ...bar,
          unit: "ms",
        });
        rows.push({ what: `${kindOf(page)} alone, whole page`, value: Math.round(wholeMs), unit: "ms" });
        if (LISTS.includes(page) && !page.includes("?"))
          rows.push({
            what: `${page} scripts, gzip`,
            value: await scriptKb(ask, body),
            bar: SCRIPT_KB,
            unit: "kB",
          });
      }
      // Lists and what they lead to are opened more often than the rest.
      const walk = [...details, "/students", "/", ...details, "/mentors", ...LISTS, ...OTHERS];
      const people = `${USERS} users, a page every ${BETWEEN_MS / 1_000} s each`;
      rows.push(...rowsOf(people, await together(ask, walk, cookies)));
      const edits = `${people}, a student saved every ${WRITE_MS / 1_000} s`;
      rows.push(...rowsOf(edits, await togetherWithEdits(ask, walk, cookies)));
    } finally {
      await console.stop();
    }
    for (const [page, value] of await depths([...pages, ...FORMS, ...(await furtherPages(details))], own))
      rows.push({ what: `${kindOf(page)} questions one after the other`, value, bar: DEPTH_MAX, unit: "×" });
    return rows;
  },
};
