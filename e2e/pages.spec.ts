import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, type Locale, query, test } from "./fixtures";
import { listPages } from "./routes";
import { flawsOf, walk } from "./walk";

/** Where an id for a page of one thing is found; a page whose thing does not exist yet is left out. */
const IDS: Readonly<Record<string, string>> = {
  batchId: "SELECT id::text FROM import_batches ORDER BY number DESC LIMIT 1",
  runId: "SELECT id::text FROM runs ORDER BY number DESC LIMIT 1",
  studentId:
    "SELECT student_id::text AS id FROM run_items WHERE run_id = (SELECT id FROM runs ORDER BY number DESC LIMIT 1) LIMIT 1",
  mentorId: `SELECT "شناسه_منتور"::text AS id FROM "منتورها" ORDER BY 1 LIMIT 1`,
  exportId: "SELECT id::text FROM exports ORDER BY seq DESC LIMIT 1",
  managerId: "SELECT id::text FROM managers ORDER BY id LIMIT 1",
  userId: "SELECT id::text FROM users LIMIT 1",
};

const withIds = async (route: string): Promise<string | null> => {
  let path = route;
  for (const [whole, name = ""] of route.matchAll(/\[(\w+)\]/g)) {
    const sql = IDS[name];
    const [row] = sql ? await query<{ id: string }>(sql) : [];
    if (!row) return null;
    path = path.replace(whole, row.id);
  }
  return path;
};

/** Widths at which no page may scroll sideways: twice the size on a desk, a phone, and four times the size. Source: WCAG 1.4.10. */
const WIDTHS = [720, 390, 320] as const;

/** What is too wide, per width; empty where the page fits. */
const overflows = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    const px = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    if (px > 0) found.push(`${px} px too wide at ${width} px`);
  }
  return found;
};

/**
 * What is serious or critical by axe, small targets included, which it leaves out unless told. In one go within the page:
 * frames of other sites, for which it would open a second page each time, we have none.
 */
const graveOf = async (page: Page): Promise<string[]> => {
  const rules = { "target-size": { enabled: true } };
  const { violations } = await new AxeBuilder({ page }).options({ rules }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
};

/** Animations without an end, which nobody may see who asked for less motion. */
const endless = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      document
        .getAnimations()
        .filter((one) => one.playState === "running" && one.effect?.getTiming().iterations === Infinity)
        .length,
  );

/** Switches the colours, which are all that a theme is: variables by `data-theme`, as the server writes it. Whether they changed. */
const darken = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const ground = () => getComputedStyle(document.body).backgroundColor;
    const before = ground();
    document.documentElement.dataset.theme = "dark";
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
    return ground() !== before;
  });

/** How far each page is walked by Tab below its navigation; whoever is stuck is stuck before that. */
const STEPS = 15;

const INSIDE = listPages().filter((one) => one.gate !== "none");

/** Everything about one page, opened once. Keys and widths know no theme, the order of the focus no language. */
const judge = async (page: Page, path: string, locale: Locale): Promise<void> => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 }), path).toHaveCount(1);
  expect.soft(await graveOf(page), `${path}, light`).toEqual([]);
  expect.soft(await endless(page), `${path}: motion`).toBe(0);
  if (locale === "en") {
    await page.locator("#main").focus();
    expect.soft(flawsOf(await walk(page, STEPS)), `${path}: the focus`).toEqual([]);
  }
  expect(await darken(page), `${path} can be dark`).toBe(true);
  expect.soft(await graveOf(page), `${path}, dark`).toEqual([]);
  expect.soft(await overflows(page), path).toEqual([]);
};

for (const locale of ["fa", "en"] as const satisfies readonly Locale[])
  test(`every page in ${locale}, light and dark: nothing stands in anybody's way, and it fits a phone`, async ({
    open,
  }) => {
    test.setTimeout(600_000);
    const paths = (await Promise.all(INSIDE.map(({ route }) => withIds(route)))).filter(
      (one) => one !== null,
    );
    const errors: string[] = [];
    /** Two windows at a time: the console works for one while axe works in the other. */
    const walkHalf = async (half: number): Promise<void> => {
      const page = await open({ role: "ADMIN", locale, theme: "light" });
      page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
      for (const path of paths.filter((_, at) => at % 2 === half)) await judge(page, path, locale);
    };
    await Promise.all([walkHalf(0), walkHalf(1)]);
    expect(errors).toEqual([]);
  });

test("the walk knows where an id of every kind of page is found", () => {
  const names = INSIDE.flatMap(({ route }) => [...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => name));
  expect(names.filter((name) => !((name ?? "") in IDS))).toEqual([]);
});

test("the pages before the sign-in stand in nobody's way either", async ({ page }) => {
  await page.goto("/login");
  expect(await graveOf(page)).toEqual([]);
  expect(await overflows(page)).toEqual([]);
});
