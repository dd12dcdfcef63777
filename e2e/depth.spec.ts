import { spawn } from "node:child_process";
import { once } from "node:events";
import { delayingProxy, depthOf } from "../tests/support/delaying-proxy";
import { expect, mintSession, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { dropPool, planPool } from "./things";

/** Far more than a page needs to think between two questions, on any machine. */
const DELAY_MS = 60;
const PORT = 3490;
const ROUNDS = 3;

const MENTOR = 9_390;
const STUDENT = "0197a000-0000-7000-8000-00000000d001";
const RUN = "0197a000-0000-7000-8000-00000000d002";
const BATCH = "0197a000-0000-7000-8000-00000000d003";

/** How many questions each page may ask one after the other: more only with a reason, more than four never. */
const BUDGET: Readonly<Record<string, number>> = {
  // The third where a mass change waits for a second person.
  "/": 3,
  "/students": 3,
  "/mentors": 3,
  "/managers": 3,
  "/runs": 3,
  "/imports": 3,
  "/quarantine": 4,
  "/exports": 4,
  "/audit": 3,
  "/jobs": 2,
  "/utilization": 3,
  "/capacity": 4,
  "/runs/new": 3,
  "/exports/new": 4,
  "/quarantine/trend": 2,
  "/settings/users": 3,
  "/settings/schools": 4,
  // Nothing has decided about this one: the state of the pool comes before what is told of it.
  [`/students/${STUDENT}`]: 4,
  [`/students/${STUDENT}/edit`]: 3,
  [`/students/${STUDENT}/assign`]: 3,
  [`/mentors/${MENTOR}`]: 3,
  [`/mentors/${MENTOR}/edit`]: 3,
  [`/mentors/${MENTOR}/drain`]: 3,
  [`/runs/${RUN}`]: 4,
  "/waiting": 4,
  "/runs/[planned]?tab=overview": 4,
  "/runs/[planned]?tab=unplaced": 4,
  "/runs/[planned]?tab=chains": 4,
  "/runs/[planned]?tab=students": 4,
  "/runs/[planned]?tab=mentors": 4,
  "/runs/[planned]?tab=certificate": 4,
  "/runs/[planned]?tab=history": 4,
  "/runs/[planned]/explain/[decided]": 4,
  [`/imports/${BATCH}`]: 4,
  [`/imports/${BATCH}/review`]: 4,
};

/** Records that no journey meets, withdrawn, inactive, thrown away, with numbers of their own. */
test.beforeAll(async () => {
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "جنسیت", "نوع", "سال_بار", "فعال")
     VALUES ($1, 'پشتیبان ژرفا', 0, 'NORMAL', 1404, false) ON CONFLICT DO NOTHING`,
    [MENTOR],
  );
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام", "وضعیت_ثبت_نام",
       "کد_گروه", "سال_تحصیلی", "انصراف") VALUES ($1, $2, 'ژرفا', 0, 1, 1, 0, 27, 1404, true) ON CONFLICT DO NOTHING`,
    [nationalId(12_990), STUDENT],
  );
  await query(
    "INSERT INTO runs (id, number, year, state) VALUES ($1, 990001, 1404, 'DISCARDED') ON CONFLICT DO NOTHING",
    [RUN],
  );
  await query(
    `INSERT INTO import_batches (id, number, kind, year, status, rows) VALUES ($1, 990001, 'students', 1404, 'CANCELLED', 1)
     ON CONFLICT DO NOTHING`,
    [BATCH],
  );
});

test.afterAll(async () => {
  await dropPool();
  await query("DELETE FROM import_batches WHERE id = $1", [BATCH]);
  await query("DELETE FROM runs WHERE id = $1", [RUN]);
  await query('DELETE FROM "دانش_آموزان" WHERE "شناسه" = $1', [STUDENT]);
  await query('DELETE FROM "منتورها" WHERE "شناسه_منتور" = $1', [MENTOR]);
});

/** A second console of the same build whose database is that far away. */
const farConsole = async (databaseUrl: string) => {
  const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: "production" as const };
  const args = ["node_modules/next/dist/bin/next", "start", "-p", String(PORT)];
  const web = spawn(process.execPath, args, { env, stdio: "ignore" });
  const base = `http://127.0.0.1:${PORT}`;
  const answers = () =>
    fetch(`${base}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers, { timeout: 60_000 }).toBe(true);
  const stop = async () => {
    web.kill();
    await once(web, "exit");
  };
  return { base, stop };
};

test("no page asks the database more questions one after the other than its budget, whatever it shows", async ({
  open,
}) => {
  test.setTimeout(300_000);
  const { run, student } = await planPool(await open({ role: "OPERATOR" }));
  const cookie = `takhsis.session=${await mintSession({ role: "ADMIN" })}; locale=fa`;
  const far = await delayingProxy(process.env.DATABASE_URL ?? "", DELAY_MS);
  const { base, stop } = await farConsole(far.url);
  const depths: [string, number][] = [];
  const failed: [string, number][] = [];
  try {
    for (const path of Object.keys(BUDGET)) {
      const rounds: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        far.take();
        const address = base + path.replace("[planned]", run).replace("[decided]", student);
        const page = await fetch(address, { headers: { cookie, accept: "text/html" } });
        await page.text();
        if (!page.ok) failed.push([path, page.status]);
        // The first time opens connections and reads what is kept.
        if (round > 0) rounds.push(depthOf(far.take()));
      }
      depths.push([path, Math.min(...rounds)]);
    }
  } finally {
    await stop();
    far.close();
  }
  test.info().annotations.push({ type: "depth", description: depths.map((one) => one.join(" ")).join(", ") });
  expect(failed).toEqual([]);
  expect(depths.filter(([path, depth]) => depth > (BUDGET[path] ?? 0) || depth < 1)).toEqual([]);
});
