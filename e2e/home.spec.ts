import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, query, test } from "./fixtures";
import { storeBatch } from "./things";

/** What others have made, to be taken away again. */
const batches: string[] = [];
test.afterEach(async () => {
  await query("DELETE FROM jobs WHERE subject_id = ANY($1::uuid[])", [batches]);
  await query("DELETE FROM import_batches WHERE id = ANY($1::uuid[])", [batches.splice(0)]);
});

/** Somebody else's file was checked and waits. → how many do now */
const checkOne = async (): Promise<{ id: string; open: number }> => {
  const id = await storeBatch("READY");
  batches.push(id);
  const [row] = await query<{ n: number }>(
    "SELECT count(*)::int AS n FROM import_batches WHERE status IN ('READY', 'NEEDS_REVIEW', 'APPLY_PAUSED')",
  );
  return { id, open: row?.n ?? 0 };
};

/** The files of a batch are being checked. */
const moveOne = async (id: string): Promise<void> => {
  await query(
    `INSERT INTO jobs (id, kind, subject, subject_id, state, done, total, correlation_id)
     VALUES ($1, 'validate-batch', 'batch', $2, 'RUNNING', 3, 10, 'e2e-home')`,
    [randomUUID(), id],
  );
};

/** A minute passes for the page. */
const minute = (page: Page) => page.clock.fastForward(60_000);

test("what others begin and end shows on home while one looks at it, and the focus stays", async ({
  open,
}) => {
  const first = await checkOne();
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.clock.install();
  await page.goto("/");
  const main = page.getByRole("main");
  const card = main.getByRole("link", { name: /Batches not applied/ });
  await expect(card).toContainText(String(first.open));
  await page.waitForLoadState("networkidle");
  await card.focus();

  const second = await checkOne();
  await moveOne(second.id);
  await minute(page);
  await expect(card).toContainText(String(second.open));
  await expect(card).toBeFocused();
  const job = main.getByRole("link", { name: "Checking files" }).and(page.locator(`[href$="${second.id}"]`));
  await expect(job).toBeVisible();

  await job.focus();
  await query("UPDATE jobs SET state = 'DONE', finished_at = now() WHERE subject_id = $1", [second.id]);
  await minute(page);
  await expect(job).toHaveCount(0);
  // What one stood on is gone: the focus is not lost with it.
  await expect(main.getByRole("region", { name: "As things stand" })).toBeFocused();
});

test("a hidden tab asks nothing, and shows what is true as soon as one comes back", async ({ open }) => {
  const first = await checkOne();
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.clock.install();
  const told = page.waitForResponse(/api\/v1\/attention/);
  await page.goto("/");
  await told;
  const card = page.getByRole("main").getByRole("link", { name: /Batches not applied/ });
  await expect(card).toContainText(String(first.open));
  await page.waitForLoadState("networkidle");

  const asked: string[] = [];
  const look = (state: "hidden" | "visible") =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => value });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await look("hidden");
  page.on("request", (request) => asked.push(request.url()));
  const second = await checkOne();
  for (let minutes = 0; minutes < 3; minutes += 1) await minute(page);
  expect(asked).toEqual([]);

  await look("visible");
  await expect(card).toContainText(String(second.open));
});

test("work under way takes one connection, each bar has a name of its own, and what does not fit is said", async ({
  open,
}) => {
  for (let n = 0; n < 6; n += 1) {
    const id = await storeBatch("VALIDATING");
    batches.push(id);
    await moveOne(id);
  }
  const numbers = await query<{ number: number }>(
    "SELECT number FROM import_batches WHERE id = ANY($1::uuid[]) ORDER BY number LIMIT 5",
    [batches],
  );
  const page = await open({ role: "ADMIN", locale: "en" });
  const streams: string[][] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/v1/events") streams.push(searchParams.getAll("topic"));
  });
  const answered = page.waitForResponse((response) => response.url().includes("/api/v1/events"));
  await page.goto("/");
  const main = page.getByRole("main");
  await expect(main.getByRole("progressbar")).toHaveCount(5);
  for (const { number } of numbers) {
    const name = `Checking files · batch ${number}`;
    await expect(main.getByRole("progressbar", { name, exact: true })).toHaveCount(1);
    await expect(main.getByText(`${name}: 25% done`)).toBeAttached();
  }
  await answered;
  expect(streams.map((topics) => [...topics].sort())).toEqual([
    batches
      .slice(0, 5)
      .map((id) => `batch:${id}`)
      .sort(),
  ]);

  await main.getByRole("link", { name: "One more is under way" }).click();
  await expect(page).toHaveURL(/\/jobs\?state=QUEUED,RUNNING,WAITING$/);
});
