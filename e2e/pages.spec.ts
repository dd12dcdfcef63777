import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, type Locale, query, type Theme, test } from "./fixtures";
import { listPages } from "./routes";

/** Where an id for a page of one thing is found; a page whose thing does not exist yet is left out. */
const IDS: Readonly<Record<string, string>> = {
  batchId: "SELECT id::text FROM import_batches ORDER BY number DESC LIMIT 1",
  runId: "SELECT id::text FROM runs ORDER BY number DESC LIMIT 1",
  studentId:
    "SELECT student_id::text AS id FROM run_items WHERE run_id = (SELECT id FROM runs ORDER BY number DESC LIMIT 1) LIMIT 1",
  mentorId: `SELECT "شناسه_منتور"::text AS id FROM "منتورها" ORDER BY 1 LIMIT 1`,
  exportId: "SELECT id::text FROM exports ORDER BY seq DESC LIMIT 1",
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

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const locale of ["fa", "en"] as const satisfies readonly Locale[])
  for (const theme of ["light", "dark"] as const satisfies readonly Theme[])
    test(`every page in ${locale}, ${theme}: nothing stands in anybody's way, and it fits a phone`, async ({
      open,
    }) => {
      test.setTimeout(600_000);
      const page = await open({ role: "ADMIN", locale, theme });
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      for (const { route, gate } of listPages().filter((one) => one.gate !== "none")) {
        const path = await withIds(route);
        if (path === null) continue;
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 }), `${path} (${gate})`).toHaveCount(1);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
        expect.soft(grave, path).toEqual([]);
        await page.setViewportSize({ width: 390, height: 844 });
        expect.soft(await overflow(page), `${path} at 390 px`).toBeLessThanOrEqual(0);
      }
      expect(errors).toEqual([]);
    });

test("the pages before the sign-in stand in nobody's way either", async ({ page }) => {
  await page.goto("/login");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});
