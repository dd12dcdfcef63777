import { graveInBoth } from "./axe";
import { expect, query, test } from "./fixtures";

const PASSWORD = "روشنایی آرام کوهستان";

test.beforeAll(async () => {
  await query("DELETE FROM users");
});

test("the first visitor creates the administrator with the code from the terminal, nobody after that", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect.soft(await graveInBoth(page), "the setup").toEqual([]);
  await page.getByLabel("نام و نام خانوادگی").fill("مریم سرپرست");
  await page.getByLabel("نام کاربری").fill("maryam");
  await page.getByLabel("گذرواژه", { exact: true }).fill(PASSWORD);
  await page.getByLabel("تکرار گذرواژه").fill(PASSWORD);

  await page.getByLabel("کد راه‌اندازی").fill("WRONG-CODE");
  await page.getByRole("button", { name: "ساختن مدیر سامانه و ورود" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "کد راه‌اندازی درست نیست" })).toBeVisible();

  await page.getByLabel("کد راه‌اندازی").fill(process.env.SETUP_CODE ?? "");
  await page.getByRole("button", { name: "ساختن مدیر سامانه و ورود" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("مریم سرپرست");

  await page.context().clearCookies();
  await page.goto("/setup");
  await expect(page).toHaveURL(/\/login$/);
});
