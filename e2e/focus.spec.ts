import { expect, test } from "./fixtures";
import { goBy, press } from "./keys";
import { flawsOf, isWhole, walk } from "./walk";

test("the focus goes through the navigation and on, and is always seen", async ({ open }) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto("/runs");
  await isWhole(page);
  const [skip, ...rest] = await walk(page, 60);
  expect(skip?.name).toContain("#main");
  expect(rest.length).toBeGreaterThan(20);
  expect(flawsOf(rest)).toEqual([]);
});

test("a page that renews itself leaves the focus where it was", async ({ open }) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto("/jobs");
  const select = page.getByRole("main").getByRole("combobox").first();
  await select.focus();
  await page.waitForResponse(
    (answer) => answer.url().includes("/jobs") && answer.request().method() === "GET",
  );
  await page.waitForResponse(
    (answer) => answer.url().includes("/jobs") && answer.request().method() === "GET",
  );
  await expect(select).toBeFocused();
});

test("the first key leads past the navigation", async ({ open }) => {
  const page = await open({ role: "OPERATOR", locale: "en" });
  await page.goto("/runs");
  await isWhole(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});

test("who comes to another page by what goes with the old one goes on inside the new one", async ({
  open,
}) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto("/settings/password");
  const main = page.locator("#main");
  await press(page, main.getByRole("link", { name: "Users", exact: true }));
  await expect(page).toHaveURL(/\/settings\/users$/);
  await press(page, main.getByRole("link", { name: "New user" }));
  await expect(page).toHaveURL(/\/settings\/users\/new$/);
  await expect(main).toBeFocused();
  await goBy(page, "Background jobs", "en");
  await expect(page).toHaveURL(/\/jobs$/);
  await expect(main).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
});
