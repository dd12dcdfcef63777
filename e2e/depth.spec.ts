import { spawn } from "node:child_process";
import { once } from "node:events";
import { delayingProxy, depthOf } from "../tests/support/delaying-proxy";
import { expect, mintSession, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { dropPool, planPool } from "./things";
import { wordsOf } from "./words";

/** Far more than a page needs to think between two questions, on any machine. */
const DELAY_MS = 60;
const PORT = 3490;
const ROUNDS = 3;

const MENTOR = 9_390;
const STUDENT = "0197a000-0000-7000-8000-00000000d001";
const RUN = "0197a000-0000-7000-8000-00000000d002";
const BATCH = "0197a000-0000-7000-8000-00000000d003";

/** How many questions each page may ask one after the other, and its title: more only with a reason, more than four never. */
const BUDGET: Readonly<Record<string, readonly [depth: number, title: string]>> = {
  // The third where a mass change waits for a second person.
  "/": [3, "nav.home"],
  "/students": [3, "students.title"],
  "/mentors": [3, "mentors.title"],
  "/managers": [3, "managers.title"],
  "/runs": [3, "runs.title"],
  "/imports": [3, "import.title"],
  "/quarantine": [4, "quarantine.title"],
  "/exports": [4, "exports.title"],
  "/audit": [3, "audit.title"],
  "/jobs": [2, "jobs.title"],
  "/utilization": [3, "utilization.title"],
  "/capacity": [4, "capacity.title"],
  "/runs/new": [3, "runs.start.title"],
  "/exports/new": [4, "exports.new"],
  "/quarantine/trend": [2, "quarantine.trend.title"],
  "/settings/users": [3, "settings.tabs.users"],
  "/settings/schools": [4, "settings.tabs.schools"],
  // Nothing has decided about this one: the state of the pool comes before what is told of it.
  [`/students/${STUDENT}`]: [4, "students.detail.title"],
  [`/students/${STUDENT}/edit`]: [3, "byHand.student.editPage"],
  [`/students/${STUDENT}/assign`]: [3, "manual.assign"],
  [`/mentors/${MENTOR}`]: [3, "mentors.detail.title"],
  [`/mentors/${MENTOR}/edit`]: [3, "byHand.mentor.editPage"],
  [`/mentors/${MENTOR}/drain`]: [3, "drain.page"],
  [`/runs/${RUN}`]: [4, "runs.run"],
  "/waiting": [4, "waiting.title"],
  "/runs/[planned]?tab=overview": [4, "runs.run"],
  "/runs/[planned]?tab=unplaced": [4, "runs.run"],
  "/runs/[planned]?tab=chains": [4, "runs.run"],
  "/runs/[planned]?tab=students": [4, "runs.run"],
  "/runs/[planned]?tab=mentors": [4, "runs.run"],
  "/runs/[planned]?tab=certificate": [4, "runs.run"],
  "/runs/[planned]?tab=history": [4, "runs.run"],
  "/runs/[planned]/explain/[decided]": [4, "runs.explain.title"],
  [`/imports/${BATCH}`]: [4, "import.batch"],
  [`/imports/${BATCH}/review`]: [4, "import.page.review"],
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

const t = wordsOf("fa");

/** Why an answer is not the page meant: a status of its own, the title of another (of the sign-in, say), no heading or no end. */
const flawsOf = (path: string, status: number, html: string): string[] => {
  // Drawings have titles too.
  const titles = [...html.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title ?? "");
  // Of a thing with a number any number will do.
  const own = t(BUDGET[path]?.[1] ?? "").replace(/\{\w+\}/g, ".+");
  const section = path.startsWith("/settings/") ? ` · ${t("nav.settings")}` : "";
  const wanted = new RegExp(`^${own}${section} · ${t("common.appName")}$`);
  const headings = html.match(/<h1[\s>]/g)?.length ?? 0;
  return [
    ...(status === 200 ? [] : [`${path}: ${status}`]),
    ...(titles.some((title) => wanted.test(title)) ? [] : [`${path}: «${titles}» instead of «${own}»`]),
    // Twice where the skeleton of a list came before the list.
    ...(headings > 0 ? [] : [`${path}: no heading`]),
    // What only the browser draws has an empty one.
    ...(/data-dgst="(?!BAILOUT)[^"]/.test(html) ? [`${path}: a part of it failed`] : []),
    ...(html.endsWith("</html>") ? [] : [`${path}: it breaks off`]),
  ];
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
  const failed: string[] = [];
  try {
    for (const path of Object.keys(BUDGET)) {
      const rounds: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        far.take();
        const address = base + path.replace("[planned]", run).replace("[decided]", student);
        const page = await fetch(address, {
          headers: { cookie, accept: "text/html" },
          redirect: "manual",
        });
        failed.push(...flawsOf(path, page.status, await page.text()));
        // The first round is not measured. It warms what a running console has: open connections with their prepared
        // statements, the code of the page, and what is kept of the present state of the pool.
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
  expect(depths.filter(([path, depth]) => depth > (BUDGET[path]?.[0] ?? 0) || depth < 1)).toEqual([]);
});
