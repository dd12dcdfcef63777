import type { Page } from "@playwright/test";
import { expect, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { addressOf, idsOf } from "./things";

/**
 * Statements a page may send to the database: the session, the names of its filters, its rows and their number, and what the
 * page is about. Each grows only with a reason; a statement per row shows at once.
 */
const BUDGET: Readonly<Record<string, number>> = {
  "/": 10,
  "/students": 8,
  "/mentors": 9,
  "/managers": 5,
  "/runs": 6,
  "/waiting": 7,
  "/imports": 5,
  "/quarantine": 12,
  "/exports": 8,
  "/audit": 6,
  "/jobs": 7,
  "/utilization": 7,
};
/** The same of the page of one thing, and of what it shows only when its address asks: one or two above what was counted. */
const BUDGET_OF_ONE: Readonly<Record<string, number>> = {
  "/students/[studentId]": 15,
  "/mentors/[mentorId]": 15,
  "/runs/[runId]": 18,
  "/runs/[runId]?tab=unplaced": 17,
  "/runs/[runId]?tab=chains": 16,
  "/runs/[runId]?tab=students": 16,
  "/runs/[runId]?tab=mentors": 17,
  "/runs/[runId]?tab=certificate": 19,
  "/runs/[runId]?tab=history": 15,
  "/imports/[batchId]": 21,
  "/imports/[batchId]?tab=all": 21,
  "/imports/[batchId]?tab=issues": 16,
  "/imports/[batchId]/review": 16,
};
const CLS_MAX = 0.05;
const LISTS = Object.keys(BUDGET);

/** Rows enough that a page is full; withdrawn and inactive, so that no plan of another journey meets them. */
test.beforeAll(async () => {
  const ids = Array.from({ length: 60 }, (_, i) => nationalId(12_000 + i));
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "سال_بار", "فعال")
     SELECT 9300 + i, 'پشتیبان تند ' || i, 'پشتیبان تند', i % 2, 'NORMAL', 1404, false FROM generate_series(1, 40) i
     ON CONFLICT DO NOTHING`,
  );
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "کلید_جستجو", "جنسیت", "وضعیت_تحصیلی",
       "مرکز_ثبت_نام", "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی", "انصراف")
     SELECT id, gen_random_uuid(), 'تند', 'رو ' || n, 'تند رو', n % 2, 1, n % 3, 0, 27, 1404, true
     FROM unnest($1::text[]) WITH ORDINALITY AS s(id, n) ON CONFLICT DO NOTHING`,
    [ids],
  );
});

/** Statements the console has sent since it started. */
const statements = async (page: Page): Promise<number> => {
  const text = await (await page.request.get("/metrics")).text();
  const counts = text.matchAll(/^db_query_duration_seconds_count\{[^}]*\} (\d+)/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
};

test("no page sends more statements to the database than its budget, whatever it shows", async ({ open }) => {
  test.setTimeout(180_000);
  // Never opened in a window: nothing that lives in an open page asks meanwhile.
  const page = await open({ role: "ADMIN" });
  const guide = await open({ role: "ADMIN" });
  const ids = await idsOf(guide);
  await guide.close();
  const budgets = Object.entries({ ...BUDGET, ...BUDGET_OF_ONE }).map(
    ([route, budget]) => [addressOf(route, ids), budget] as const,
  );
  const spent: [string, number, number][] = [];
  for (const [path, budget] of budgets) {
    await page.request.get(path);
    const rounds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = await statements(page);
      const after = await statements(page);
      await page.request.get(path);
      rounds.push((await statements(page)) - after - (after - before));
    }
    // What somebody else's request adds in passing is not the page's.
    spent.push([path, Math.min(...rounds), budget]);
  }
  test.info().annotations.push({
    type: "statements",
    description: spent.map(([path, count]) => `${path} ${count}`).join(", "),
  });
  expect(spent.filter(([, count, budget]) => count > budget)).toEqual([]);
  expect(spent.filter(([, count]) => count < 1)).toEqual([]);
});

/** The sum of all shifts nobody caused, once the page is still. Source: Issue «no layout shift». */
const shiftOf = async (page: Page): Promise<number> => {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number;
            hadRecentInput: boolean;
          })[])
            if (!entry.hadRecentInput) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 100);
      }),
  );
};

/** The shift of each of these pages at the width of the window. */
const shiftsOf = async (page: Page, paths: readonly string[]): Promise<[string, number][]> => {
  await page.route(/\.woff2/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  const shifts: [string, number][] = [];
  for (const path of paths) {
    await page.goto(path);
    shifts.push([path, Number((await shiftOf(page)).toFixed(4))]);
  }
  return shifts;
};

test("nothing on a list, at home or on the page of one thing moves by itself on a desk or a phone, not even when the fonts come late", async ({
  open,
}) => {
  test.setTimeout(240_000);
  const ids = await idsOf(await open({ role: "ADMIN" }));
  const ofOne = [
    `/students/${ids.get("studentId")}`,
    `/mentors/${ids.get("mentorId")}`,
    `/runs/${ids.get("runId")}`,
  ];
  const paths = [...LISTS.filter((one) => one !== "/jobs"), ...ofOne];
  // Side by side: most of the time is waiting until a page is still.
  const found = await Promise.all(
    [1440, 390].map(async (width) => {
      const shifts = await shiftsOf(await open({ role: "ADMIN", width }), paths);
      return shifts.map(([path, shift]) => [`${path} at ${width} px`, shift] as const);
    }),
  );
  const shifts = found.flat();
  test.info().annotations.push({
    type: "CLS",
    description: shifts.map((one) => one.join(" ")).join(", "),
  });
  expect(shifts.filter(([, shift]) => shift > CLS_MAX)).toEqual([]);
});

test("the way to a student is fetched before the click", async ({ open }) => {
  const page = await open({ role: "ADMIN" });
  const fetched: string[] = [];
  page.on("response", (answer) => {
    if (answer.request().headers()["rsc"] === "1" && answer.ok()) fetched.push(answer.url());
  });
  await page.goto("/students");
  const link = page.locator('main a[href^="/students/"]').first();
  const href = (await link.getAttribute("href")) ?? "";
  await link.hover();
  await expect.poll(() => fetched.some((address) => address.includes(href))).toBe(true);
  await link.click();
  await expect(page).toHaveURL(new RegExp(`${href}$`));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
