import type { Page } from "@playwright/test";
import { expect, gate, test } from "./fixtures";
import { registration } from "./sample";
import { uploadStudents } from "./upload";

// Pictures of every frame for the trace would cost more than the frames.
test.use({ trace: { mode: "retain-on-failure", screenshots: false } });

const ROWS = 20_000;
/** Rows in sight, those kept ready around them, and the one with the focus. */
const DRAWN_MAX = 50;

const drawn = (page: Page) => page.locator("[role=grid] [role=row]").count();

type Motion = { long: number[]; frameMs: { median: number; worst: number }; heapMb: number };

/** Scrolls the table a step in each frame, to its end or for so many frames, and says how it went. */
const scroll = (page: Page, pace: { stepPx: number; framesMax: number }): Promise<Motion> =>
  page.evaluate(async ({ stepPx, framesMax }) => {
    const box = document.querySelector("[role=grid]") as HTMLElement;
    const long: number[] = [];
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(Math.round(entry.duration));
    });
    watch.observe({ entryTypes: ["longtask"] });
    const frames: number[] = [];
    let before = performance.now();
    for (let i = 0; i < framesMax && box.scrollTop + box.clientHeight < box.scrollHeight - 1; i += 1) {
      box.scrollTop += stepPx;
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frames.push(now - before);
      before = now;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    watch.disconnect();
    frames.sort((a, b) => a - b);
    const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
    return {
      long,
      frameMs: { median: Math.round(frames[frames.length >> 1] ?? 0), worst: Math.round(frames.at(-1) ?? 0) },
      heapMb: Math.round((memory?.usedJSHeapSize ?? 0) / 1e6),
    };
  }, pace);

test("twenty thousand wrong rows: the table draws what is in sight, and asks for nothing twice", async ({
  open,
}) => {
  test.setTimeout(240_000);
  const page = await open({ role: "OPERATOR" });
  const rows = Array.from({ length: ROWS }, (_, i) => ({ index: 1_000 + i, group: "ناشناخته" }));
  await uploadStudents(page, registration("many.xlsx", rows));
  await expect(page.getByRole("link", { name: "جدول اصلاح" })).toBeVisible({ timeout: 120_000 });
  await page.getByRole("link", { name: "جدول اصلاح" }).click();
  const grid = page.getByRole("grid", { name: "ردیف‌های دسته" });
  await expect(grid).toHaveAttribute("aria-rowcount", String(ROWS + 1));
  expect(await drawn(page)).toBeLessThan(DRAWN_MAX);

  await grid.locator('[data-at="0:0"]').click();
  let asked = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/review")) asked += 1;
  });
  const slow = await scroll(page, { stepPx: 60, framesMax: 150 });
  const fast = await scroll(page, { stepPx: 1_700, framesMax: 700 });
  console.log(
    `20,000 rows: slow ${JSON.stringify(slow)}, fast ${JSON.stringify(fast)}, windows asked ${asked}`,
  );
  // At most once for each hundred rows, however often they pass by.
  expect(asked).toBeLessThanOrEqual(ROWS / 100);
  await expect(grid.getByRole("rowheader").last()).toContainText("قرنطینه");
  expect(await drawn(page)).toBeLessThan(DRAWN_MAX);
  // The cell with the focus has scrolled out of sight, not out of the page.
  await expect(grid.locator('[data-at="0:0"]')).toBeFocused();
  await page.keyboard.press("Control+End");
  await expect(grid.locator(`[data-at="${ROWS - 1}:0"]`)).toHaveCount(1);
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.locator(":focus")).toHaveAttribute("aria-invalid", "true");

  // Without a network: told once and not asked in vain for all the others, what was typed is not shown as stored.
  const at = await page.locator(":focus").getAttribute("data-at");
  const cell = grid.locator(`[data-at="${at}"]`);
  const stored = (await cell.textContent()) ?? "";
  const network = gate();
  await page.route("**/review**", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await network.opened;
    await route.abort();
  });
  const told = page.getByRole("main").getByRole("alert").filter({ hasText: "سرور پاسخ نداد" });
  asked = 0;
  for (const text of ["27", "28"]) {
    await cell.click();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await expect(cell).toContainText(text);
  }
  network.open();
  await expect(told).toHaveCount(1);
  await expect(cell).toHaveText(stored);
  await page.keyboard.press("Control+Home");
  await expect(grid.locator('[data-at="0:0"]')).toHaveCount(1);
  await expect(told).toHaveCount(1);
  await page.keyboard.press("Alt+ArrowDown");
  expect(asked).toBeLessThan(10);
  await page.unrouteAll();
  const again = page.getByRole("button", { name: "تلاش دوباره" });
  await again.click();
  await expect(grid.locator('[data-at="0:0"]')).toHaveText(/./);
  await expect(again).toBeHidden();
  // That the cell was not saved stands until one is.
  await expect(told).toHaveCount(1);
});
