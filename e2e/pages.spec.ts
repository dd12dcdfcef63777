import type { Page } from "@playwright/test";
import { TABS as BATCH_TABS } from "@/app/(console)/imports/[batchId]/tabs";
import { TABS as RUN_TABS } from "@/app/(console)/runs/[runId]/tabs";
import { TABS as UTILIZATION_TABS } from "@/components/reporting/utilization-view";
import { COLOUR_RULES, graveInBoth, graveOf, paint, settle } from "./axe";
import { expect, type Locale, query, test } from "./fixtures";
import { listPages } from "./routes";
import { addressOf, idsOf, namesIn, THINGS } from "./things";
import { flawsOf, isWhole, walk } from "./walk";
import { wordsOf } from "./words";

const tabsOf = (tabs: readonly string[]): string[] => tabs.map((tab) => `?tab=${tab}`);

const NOWHERE = "/nowhere";

/** What a page shows only when its address asks for it. */
const VIEWS: Readonly<Record<string, readonly string[]>> = {
  "/runs/[runId]": tabsOf(RUN_TABS),
  "/imports/[batchId]": tabsOf(BATCH_TABS),
  "/utilization": tabsOf(UTILIZATION_TABS),
  // Forms over a list.
  "/managers": ["?edit=new"],
  "/settings/schools": ["?edit=new"],
  "/settings/groups": ["?edit=new"],
  "/settings/years": ["?edit=new", "?edit=center:new"],
};

type Visit = { readonly route: string; readonly path: string; readonly isView: boolean };

/** One class of those who wait, as its link in the queue names it. */
const waitingClass = async (page: Page): Promise<Visit> => {
  await page.goto("/waiting?year=1404");
  const link = page.locator('main a[href*="class="]').first();
  await expect(link).toBeVisible();
  const path = (await link.getAttribute("href")) ?? "";
  return { route: "/waiting", path, isView: true };
};

/** What every batch that people bring in begins with; its entry has details. */
const CREATED = "intake.batch.create";

/** A line of the audit log, folded out. */
const openLine = async (): Promise<Visit> => {
  const [line] = await query<{ id: string }>(
    "SELECT id::text FROM audit_log WHERE action = $1 ORDER BY id DESC LIMIT 1",
    [CREATED],
  );
  return { route: "/audit", path: `/audit?action=${CREATED}&open=${line?.id}`, isView: true };
};

/** Every page, then every view of those that have some. */
const visitsOf = async (page: Page): Promise<Visit[]> => {
  const ids = await idsOf(page);
  const pages = INSIDE.map(({ route }) => {
    // Every address that is no page is one: what is said there is judged like the others.
    const path = addressOf(route, ids).replace("/[...rest]", NOWHERE);
    return { route, path, isView: false };
  });
  const views = pages.flatMap(({ route, path }) =>
    (VIEWS[route] ?? []).map((view) => ({ route, path: path + view, isView: true })),
  );
  return [...pages, ...views, await waitingClass(page), await openLine()];
};

/** Widths at which no page may scroll sideways: twice the size on a desk, a phone, and four times the size. Source: WCAG 1.4.10. */
const WIDTHS = [720, 390, 320] as const;

/** What is too wide, per width; empty where the page fits. */
const overflows = async (page: Page): Promise<string[]> => {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    const px = await page.evaluate(() => {
      const frames = [document.documentElement, ...document.querySelectorAll(".MuiDialogContent-root")];
      return Math.max(...frames.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
    });
    if (px > 0) found.push(`${px} px too wide at ${width} px`);
  }
  return found;
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

/** How far each page is walked by Tab below its navigation; whoever is stuck is stuck before that. */
const STEPS = 15;

const INSIDE = listPages().filter((one) => one.gate !== "none");

/** The page is there with what its address asks for. Beneath an open form its heading is nobody's to hear. */
const arrive = async (page: Page, path: string): Promise<void> => {
  const asked = new URL(path, "http://console").searchParams;
  if (!asked.has("edit")) await expect(page.getByRole("heading", { level: 1 }), path).toHaveCount(1);
  else await expect(page.getByRole("dialog").getByRole("textbox").first(), path).toBeVisible();
  if (asked.has("open")) await expect(page.locator("table details[open]"), path).toHaveCount(1);
  await isWhole(page);
  await settle(page);
};

/**
 * Everything about one page, opened once. Keys and widths know no theme, the order of the focus no language, and the colours of
 * a view beside its page no language either.
 */
const judge = async (page: Page, { path, isView }: Visit, locale: Locale): Promise<void> => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const answer = await page.goto(path);
  expect.soft(answer?.status(), `${path} is there`).toBe(path === NOWHERE ? 404 : 200);
  await arrive(page, path);
  expect.soft(await graveOf(page), `${path}, light`).toEqual([]);
  expect.soft(await endless(page), `${path}: motion`).toBe(0);
  if (!isView && locale === "en") {
    await page.locator("#main").focus();
    expect.soft(flawsOf(await walk(page, STEPS)), `${path}: the focus`).toEqual([]);
  }
  if (!isView || locale === "fa") {
    expect(await paint(page, "dark"), `${path} can be dark`).toBe(true);
    expect.soft(await graveOf(page, COLOUR_RULES), `${path}, dark`).toEqual([]);
  }
  expect.soft(await overflows(page), path).toEqual([]);
};

/** Pages that cannot be told from others by their title, or not from the product. Source: WCAG 2.4.2. */
const confused = (titles: ReadonlyMap<string, string>, product: string): string[] => {
  const all = [...titles];
  return all
    .filter(([route, title]) =>
      all.some(([other, same]) => title === product || (other !== route && title === same)),
    )
    .map(([route, title]) => `${route}: ${title}`);
};

const LOCALES = ["fa", "en"] as const satisfies readonly Locale[];

for (const locale of LOCALES)
  test(`every page in ${locale}, light and dark: nothing stands in anybody's way, it fits a phone and has a name`, async ({
    open,
  }) => {
    test.setTimeout(600_000);
    const guide = await open({ role: "ADMIN" });
    const visits = await visitsOf(guide);
    await guide.close();
    const errors: string[] = [];
    const titles = new Map<string, string>();
    /** Two windows at a time: the console works for one while axe works in the other. */
    const walkHalf = async (half: number): Promise<void> => {
      const page = await open({ role: "ADMIN", locale, theme: "light" });
      page.on("pageerror", (error) => errors.push(`${page.url()}: ${error.message}`));
      for (const visit of visits.filter((_, at) => at % 2 === half)) {
        await judge(page, visit, locale);
        // A page that leads on to another has none of its own.
        if (new URL(page.url()).pathname === visit.path) titles.set(visit.route, await page.title());
      }
    };
    await Promise.all([walkHalf(0), walkHalf(1)]);
    expect(errors).toEqual([]);
    expect(titles.size).toBeGreaterThan(INSIDE.length - 2);
    expect(confused(titles, wordsOf(locale)("common.appName"))).toEqual([]);
  });

test("the walk knows where an id of every kind of page is found", () => {
  expect(INSIDE.flatMap(({ route }) => namesIn(route)).filter((name) => !(name in THINGS))).toEqual([]);
  const routes = INSIDE.map(({ route }) => route);
  const named = [...Object.keys(VIEWS), ...Object.keys(THINGS).filter((name) => name.startsWith("/"))];
  expect(named.filter((route) => !routes.includes(route))).toEqual([]);
});

for (const locale of LOCALES) {
  test(`the sign-in in ${locale} stands in nobody's way either, as dark as one has chosen`, async ({
    page,
    baseURL,
  }) => {
    const url = baseURL ?? "";
    for (const theme of ["light", "dark"] as const) {
      const chosen = Object.entries({ locale, theme }).map(([name, value]) => ({ name, value, url }));
      await page.context().addCookies(chosen);
      await page.goto("/login");
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      expect.soft(await graveOf(page), theme).toEqual([]);
      expect.soft(await overflows(page), theme).toEqual([]);
    }
  });

  test(`what somebody may not see says so in ${locale}, and stands in nobody's way`, async ({ open }) => {
    const page = await open({ role: "OPERATOR", locale });
    expect((await page.goto("/settings/users"))?.status()).toBe(403);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(
      wordsOf(locale)("messages.forbiddenTitle"),
    );
    expect.soft(await graveInBoth(page)).toEqual([]);
    expect.soft(await overflows(page)).toEqual([]);
  });
}
