import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectFocus, press, reach } from "./keys";
import { registration } from "./sample";
import { uploadStudents } from "./upload";

const STRANGE = { "کد ملی": "شمارهٔ هویت داوطلب" };

const status = (page: Page, words: string) => page.locator("header").getByText(words, { exact: true });

test("a column nobody knows is chosen by keys, and the person's next file with these headings needs nobody", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await uploadStudents(page, registration("strange.xlsx", [401, 402, 403], STRANGE));
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

  await uploadStudents(page, registration("strange-again.xlsx", [404, 405], STRANGE));
  await expect(status(page, "آماده")).toBeVisible();
  await expect(files.getByText("شما در")).toBeVisible();
  await files.getByRole("button", { name: /^فراموش شود/ }).click();
  await expect(status(page, "ناموفق")).toBeVisible();
});
