import type { Page } from "@playwright/test";
import { expect, holding, query, test } from "./fixtures";
import { chooseFile, expectFocus, goBy, press, reach, type } from "./keys";
import { PASSWORD, storeOperator } from "./operator";
import { nationalId, registration } from "./sample";
import { uploadStudents } from "./upload";

test.describe.configure({ mode: "serial" });

const [ID, OTHER] = [nationalId(304), nationalId(314)];

test.beforeAll(async () => {
  await storeOperator("parisa", "پریسا");
});

const cell = (page: Page, row: number, column: number) => page.locator(`[data-at="${row}:${column}"]`);
const columnOf = async (page: Page, name: string): Promise<number> => {
  await expect(cell(page, 0, 0)).toBeVisible();
  const names = await page.getByRole("columnheader").allTextContents();
  return names.indexOf(name) - 1;
};
const status = (page: Page, words: string) => page.locator("header").getByText(words, { exact: true });
const studentsWith = async (...ids: string[]): Promise<number> => {
  const found = await query(`SELECT 1 FROM "دانش_آموزان" WHERE "کد_ملی" = ANY($1)`, [ids]);
  return found.length;
};
test("an import from signing in to taking it back, without a mouse", async ({ page }) => {
  await page.goto("/");
  await type(page, page.getByLabel("نام کاربری"), "parisa");
  await type(page, page.getByLabel("گذرواژه", { exact: true }), PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation").first()).toBeVisible();
  await expect(page).not.toHaveURL(/login/);

  await goBy(page, "ورود فایل تازه");
  await expect(page).toHaveURL(/\/imports\/new/);
  const kinds = page.getByRole("group", { name: "فایل‌ها چه دارند؟" });
  const wanted = kinds.getByRole("radio", { name: /^دانش‌آموزان/ });
  await expect(async () => {
    await reach(page, kinds.getByRole("radio", { checked: true }));
    for (let i = 0; i < 7 && !(await wanted.isChecked()); i += 1) await page.keyboard.press("ArrowDown");
    await expect(wanted).toBeChecked({ timeout: 500 });
  }).toPass();
  const rows = [301, { index: 302, group: "ناشناخته" }, 303, { index: 304, id: "12" }];
  await chooseFile(page, page.locator('input[type="file"]'), registration("keyboard.xlsx", rows));
  await expect(page.getByText("keyboard.xlsx")).toBeVisible();
  await press(page, page.getByRole("button", { name: "بارگذاری و بررسی" }));

  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
  await expect(status(page, "نیازمند بازبینی")).toBeVisible();
  await expect(page.locator("#files")).toContainText("کد ملی");
  await press(page, page.getByRole("link", { name: "جدول اصلاح" }));
  await expect(page).toHaveURL(/\/review$/);

  const [id, group] = [await columnOf(page, "کد ملی"), await columnOf(page, "گروه آزمایشی")];
  await reach(page, cell(page, 0, 0));
  await page.keyboard.press("Alt+ArrowDown");
  await expect(cell(page, 0, group)).toBeFocused();
  await expect(cell(page, 0, group)).toHaveAttribute("aria-invalid", "true");
  // A letter begins anew; Enter saves and goes on to the row below.
  await page.keyboard.type("27");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, group)).toBeFocused();
  await expect(page.getByText("ردیف ۳ درست شد.")).toBeAttached();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(cell(page, 1, id)).toBeFocused();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByText("پیش از اینجا خطایی نیست.")).toBeAttached();
  await expect(cell(page, 1, id)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(cell(page, 1, id + 1)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByText("پس از اینجا خطایی نیست.")).toBeAttached();
  await expect(cell(page, 1, id)).toHaveAttribute("aria-invalid", "true");

  await page.keyboard.press("F2");
  await expect(page.getByLabel("مقدار خانه")).toHaveValue("12");
  await page.keyboard.press("Escape");
  await expect(cell(page, 1, id)).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+KeyA");
  await page.keyboard.type(ID);
  await page.keyboard.press("Tab");
  await expect(cell(page, 1, id + 1)).toBeFocused();
  await expect(page.getByText("ردیف ۵ درست شد.")).toBeAttached();

  // Taken back on the server, and made anew.
  await page.keyboard.press("Control+KeyZ");
  await expect(page.getByText("اصلاح ردیف ۵ پس گرفته شد.")).toBeAttached();
  await expect(cell(page, 1, id)).toBeFocused();
  await expect(cell(page, 1, id)).toContainText("12");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+KeyA");
  await page.keyboard.type(ID);
  await page.keyboard.press("Enter");
  await expect(page.getByText("بدون خطا")).toBeVisible();
  await expectFocus(page);

  await press(page, page.getByRole("link", { name: "بازگشت به دسته" }));
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]{36}$/);
  const lock = await holding(`LOCK TABLE "دانش_آموزان" IN EXCLUSIVE MODE`);
  await press(page, page.getByRole("button", { name: "اعمال همه" }));
  const dialog = page.getByRole("dialog");
  await press(page, dialog.getByRole("button", { name: "اعمال همه" }));
  await expect(page.getByRole("progressbar", { name: /^اعمال دستهٔ/ })).toBeVisible();
  await lock.release();
  await expect(status(page, "اعمال‌شده")).toBeVisible();
  await expectFocus(page);
  expect(await studentsWith(nationalId(302), ID)).toBe(2);

  await press(page, page.getByRole("link", { name: "برگرداندن این ورود…" }));
  await expect(page).toHaveURL(/\/undo$/);
  await press(page, page.getByRole("button", { name: "برگرداندن ورود" }));
  await type(page, dialog.getByRole("textbox"), "برگردان");
  await press(page, dialog.getByRole("button", { name: "برگرداندن ورود" }));
  await expect(status(page, "برگردانده‌شده")).toBeVisible();
  await press(page, page.getByRole("link", { name: "دیدن گزارش برگرداندن" }));
  await expect(page.getByRole("heading", { name: "ردیف‌هایی که ماندند" })).toBeVisible();
  expect(await studentsWith(nationalId(302), ID)).toBe(0);
});

test("an arrow pressed the moment an answer of the server is drawn moves the focus as well", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR", locale: "en" });
  const rows = [
    { index: 321, id: "21" },
    { index: 322, group: "?" },
  ];
  await uploadStudents(page, registration("moment.xlsx", rows), "en");
  await page.getByRole("link", { name: "Review table" }).click();
  await expect(cell(page, 0, 0)).toHaveAttribute("aria-invalid", "true");
  // Between a drawing and what the page does after it: where a real key seldom falls, and loses its focus if nothing minds.
  await page.evaluate(() => {
    const grid = document.querySelector("[role=grid]") as HTMLElement;
    const found: boolean[] = [];
    Object.assign(window, { found });
    new MutationObserver((changes) => {
      const drawnByOthers = changes.some(
        ({ target }) => target.nodeName === "INPUT" && !grid.contains(target),
      );
      if (!drawnByOthers || !document.activeElement?.matches("[role=gridcell]")) return;
      const key = found.length % 2 === 0 ? "ArrowRight" : "ArrowLeft";
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
      setTimeout(() => found.push(document.activeElement === grid.querySelector('[tabindex="0"]')));
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  for (const id of [nationalId(321), "21", nationalId(321)]) {
    await cell(page, 0, 0).click();
    await page.keyboard.type(id);
    await page.keyboard.press("Enter");
    await expect(page.getByText(id === "21" ? "Row 2 still has errors." : "Row 2 is right.")).toBeAttached();
    await expect(page.getByText("saving…")).toHaveCount(0);
  }
  const found = await page.evaluate(() => (window as unknown as { found: boolean[] }).found);
  expect(found.length).toBeGreaterThan(3);
  expect(found).not.toContain(false);
});

test("in English the arrows go the other way, and a corrected import is applied", async ({ open }) => {
  const page = await open({ role: "OPERATOR", locale: "en" });
  await page.goto("/imports");
  await goBy(page, "Import a new file", "en");
  const rows = [311, { index: 314, id: "34" }, { index: 312, group: "?" }];
  const input = page.locator('input[type="file"]');
  await expect(input).toBeAttached();
  await chooseFile(page, input, registration("keys.xlsx", rows));
  await press(page, page.getByRole("button", { name: "Upload and check" }));
  const table = page.getByRole("link", { name: "Review table" });
  await expect(table).toBeVisible();
  await press(page, table);

  const group = await columnOf(page, "Exam group");
  await reach(page, cell(page, 0, 0));
  await expect(cell(page, 0, 0)).toHaveAttribute("aria-invalid", "true");
  await page.keyboard.type(OTHER);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(cell(page, 1, group)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(cell(page, 1, group - 1)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Delete");
  await expect(page.getByText("Row 4 still has errors.")).toBeAttached();
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(page.getByText("no errors")).toBeVisible();
  await press(page, page.getByRole("link", { name: "Back to the batch" }));
  await press(page, page.getByRole("button", { name: "Apply all" }));
  await press(page, page.getByRole("dialog").getByRole("button", { name: "Apply all" }));
  await expect(status(page, "Applied")).toBeVisible();
  await expectFocus(page);
  expect(await studentsWith(OTHER, nationalId(312))).toBe(2);
});
