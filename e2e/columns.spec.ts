import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectFocus, press, reach } from "./keys";
import { registration, type Upload } from "./sample";

const STRANGE = { "کد ملی": "شمارهٔ هویت داوطلب" };

const bring = async (page: Page, file: Upload): Promise<void> => {
  await page.goto("/imports/new?kind=students&year=1404");
  // The page may not be awake yet.
  await expect(async () => {
    await page.locator('input[type="file"]').setInputFiles(file);
    await expect(page.getByText(file.name)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("button", { name: "بارگذاری و بررسی" }).click();
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
};
const status = (page: Page, words: string) => page.locator("header").getByText(words, { exact: true });

test("a column nobody knows is chosen by keys, and the person's next file with these headings needs nobody", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await bring(page, registration("strange.xlsx", [401, 402, 403], STRANGE));
  await expect(status(page, "ناموفق")).toBeVisible();
  const files = page.locator("#files");
  await expect(files.getByText("این فیلد الزامی هنوز ستونی ندارد:")).toBeVisible();
  const again = files.getByRole("button", { name: "بررسی دوباره با این نگاشت" });
  await expect(again).toBeDisabled();

  const choice = files.getByRole("combobox", { name: /شمارهٔ هویت داوطلب/ });
  await reach(page, choice);
  await page.keyboard.press("ArrowDown");
  await expect(choice).toHaveValue("nationalId");
  await press(page, again);
  await expect(status(page, "آماده")).toBeVisible();
  await expectFocus(page);

  await bring(page, registration("strange-again.xlsx", [404, 405], STRANGE));
  await expect(status(page, "آماده")).toBeVisible();
  await expect(files.getByText("شما در")).toBeVisible();
  await files.getByRole("button", { name: /^فراموش شود/ }).click();
  await expect(status(page, "ناموفق")).toBeVisible();
});
