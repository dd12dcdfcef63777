import type { Page } from "@playwright/test";
import { expect, holdScripts, query, test } from "./fixtures";
import { PASSWORD, storeOperator } from "./operator";

const tryToSignIn = async (page: Page, username: string, password: string) => {
  await page.getByLabel("نام کاربری").fill(username);
  await page.getByLabel("گذرواژه", { exact: true }).fill(password);
  await page.getByRole("button", { name: "ورود", exact: true }).click();
};

test.beforeEach(async () => {
  await storeOperator("sara", "سارا");
});
test.afterAll(async () => {
  await query("DELETE FROM login_attempts");
});

test("a person signs in, goes where they wanted to, and leaves nothing behind on leaving", async ({
  page,
}) => {
  await page.goto("/runs?state=PLANNED");
  await expect(page).toHaveURL(/\/login\?next=/);
  await tryToSignIn(page, "Sara", PASSWORD);
  await expect(page.getByRole("heading", { level: 1, name: "اجراهای تخصیص" })).toBeVisible();
  // A document of its own: what is clicked before its scripts have come is lost.
  await page.waitForLoadState("load");

  await page.getByRole("button", { name: /حساب کاربری/ }).click();
  await page.getByRole("button", { name: "خروج" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto("/runs");
  await expect(page).toHaveURL(/\/login/);
});

test("what is typed, or filled in by the browser, before the scripts have come is signed in with", async ({
  page,
}) => {
  const scripts = await holdScripts(page);
  await page.goto("/login?next=/runs", { waitUntil: "commit" });
  await page.getByLabel("نام کاربری").fill("sara");
  await page.getByLabel("گذرواژه", { exact: true }).fill(PASSWORD);
  scripts.open();
  await page.waitForLoadState("load");
  await expect(async () => {
    await page.getByRole("button", { name: "نمایش گذرواژه" }).click();
    await expect(page.getByLabel("گذرواژه", { exact: true })).toHaveAttribute("type", "text", {
      timeout: 500,
    });
  }).toPass();
  await expect(page.getByLabel("گذرواژه", { exact: true })).toHaveValue(PASSWORD);
  await page.getByRole("button", { name: "ورود", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "اجراهای تخصیص" })).toBeVisible();
});

test("a wrong password and an unknown name get the same answer", async ({ page }) => {
  const answers = [];
  for (const name of ["sara", "nobody-of-this-name"]) {
    await page.goto("/login");
    await tryToSignIn(page, name, "not the password");
    const alert = page.getByRole("alert").filter({ hasText: "نام کاربری یا گذرواژه درست نیست" });
    await expect(alert).toBeVisible();
    answers.push(((await alert.textContent()) ?? "").replace(/[0-9a-f-]{36}/, ""));
  }
  expect(answers[0]).toBe(answers[1]);
});

test("repeated failures lock the name for a while, also for the right password", async ({ page }) => {
  await page.goto("/login");
  for (let i = 0; i < 5; i++) {
    const answered = page.waitForResponse((answer) => answer.url().includes("/api/auth/callback"));
    await tryToSignIn(page, "sara", `guess number ${i}`);
    await answered;
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByLabel("گذرواژه", { exact: true })).toHaveValue("");
  }
  await tryToSignIn(page, "sara", PASSWORD);
  await expect(page.getByRole("alert").filter({ hasText: "ورود موقتاً بسته شد" })).toBeVisible();
});

test("language and theme are switched where one is, and stay", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto("/runs?state=PUBLISHED");
  await page.getByRole("button", { name: /حساب کاربری/ }).click();
  await page.getByRole("button", { name: "تیره" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "Allocation runs" })).toBeVisible();
  await expect(page).toHaveURL(/state=PUBLISHED/);
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
