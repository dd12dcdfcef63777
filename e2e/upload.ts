import { expect, type Page } from "@playwright/test";
import type { Locale } from "./fixtures";
import type { Upload } from "./sample";
import { wordsOf } from "./words";

/** Chooses a file; again, if the page was not yet awake to notice. `before` is done each time first. */
export const choose = (page: Page, file: Upload, before: () => Promise<unknown> = async () => undefined) =>
  expect(async () => {
    await before();
    await page.locator('input[type="file"]').setInputFiles(file);
    await expect(page.getByText(file.name)).toBeVisible({ timeout: 2_000 });
  }).toPass();

/** Sends the chosen file, up to the page of its batch. */
export const send = async (page: Page, locale: Locale = "fa"): Promise<void> => {
  await page.getByRole("button", { name: wordsOf(locale)("import.new.submit") }).click();
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}/);
};

/** Brings students of 1404 in as staff do, up to the page of the batch. */
export const uploadStudents = async (page: Page, file: Upload, locale: Locale = "fa"): Promise<void> => {
  await page.goto("/imports/new?kind=students&year=1404");
  await choose(page, file);
  await send(page, locale);
};

/** Applies the batch whose page is open. */
export const applyAll = async (page: Page, locale: Locale = "fa"): Promise<void> => {
  const t = wordsOf(locale);
  const name = t("import.apply.all");
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").getByRole("button", { name }).click();
  await expect(page.getByText(t("ui.status.APPLIED"), { exact: true }).first()).toBeVisible();
};
