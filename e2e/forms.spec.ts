import type { Page } from "@playwright/test";
import { expect, query, test } from "./fixtures";
import { storeManager } from "./things";

test.describe.configure({ mode: "serial" });

/** Far from the ids of the sample and of the other journeys. */
const MENTOR = 9201;
const MANAGER = 9200;
const EDIT = `/mentors/${MENTOR}/edit`;

test.beforeAll(async () => {
  await storeManager(MANAGER, "مدیر فرم");
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار", "شناسه_مدیر")
     VALUES (${MENTOR}, 'مینا فرمی', 'مینا فرمی', 0, 'NORMAL', 10, 2, 1404, ${MANAGER}) ON CONFLICT DO NOTHING`,
  );
  await query(`INSERT INTO mentor_allowed_groups VALUES (${MENTOR}, 27) ON CONFLICT DO NOTHING`);
});

/** What else is in the database is left to the other journeys. */
test.afterAll(async () => {
  await query(`UPDATE "منتورها" SET "فعال" = false WHERE "شناسه_منتور" = ${MENTOR}`);
});

const stored = async () =>
  (
    await query<{ name: string; capacity: number; mobile: string | null; groups: number[] }>(
      `SELECT m."نام" AS name, m."ظرفیت" AS capacity, m."شماره_تلفن" AS mobile,
         array(SELECT group_code FROM mentor_allowed_groups WHERE mentor_id = m."شناسه_منتور" ORDER BY 1) AS groups
       FROM "منتورها" m WHERE m."شناسه_منتور" = ${MENTOR}`,
    )
  )[0];

const asks = (page: Page) => page.getByRole("dialog", { name: "بدون ذخیره می‌روید؟" });

test("a mentor's groups are typed as a range, and each error stands at its field in the language of the page", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR", centers: [1] });
  await page.goto(`/mentors/${MENTOR}`);
  await page.getByRole("link", { name: "ویرایش" }).click();
  await expect(page.getByRole("heading", { name: "ویرایش مینا فرمی" })).toBeVisible();
  const groups = page.getByLabel("گروه‌های آزمایشی");
  await groups.pressSequentially("۱،3,5,7:9,999");
  await groups.press("Enter");
  await expect(page.getByText("این‌ها شناخته نشدند: 999")).toBeVisible();
  await groups.fill("");
  await page.getByLabel("تلفن همراه").fill("12");
  await page.getByRole("button", { name: "بررسی تغییر" }).click();
  await expect(page.getByText("شمارهٔ همراه باید با ۰۹ آغاز شود و ۱۱ رقم باشد.")).toBeVisible();
  expect(await stored()).toMatchObject({ groups: [27], mobile: null });

  await page.getByLabel("تلفن همراه").fill("۰۹۱۲۰۰۰۰۰۰۱");
  await page.getByRole("button", { name: "بررسی تغییر" }).click();
  const review = page.getByRole("region", { name: "این تغییر چه می‌کند" });
  await expect(review).toContainText("هیچ تخصیصی از قاعده‌ها بیرون نمی‌رود.");
  await review.getByRole("button", { name: "ذخیره" }).click();
  await expect(page).toHaveURL(new RegExp(`/mentors/${MENTOR}$`));
  await expect(asks(page)).toHaveCount(0);
  expect(await stored()).toMatchObject({ groups: [1, 3, 5, 7, 8, 9, 27], mobile: "09120000001" });

  const english = await open({ role: "OPERATOR", locale: "en" });
  await english.goto(EDIT);
  await english.getByLabel("Alias").fill("12");
  await english.getByRole("button", { name: "Check the change" }).click();
  await expect(english.getByText("An alias has four digits, 1000 to 9999.")).toBeVisible();
});

test("when two people edit one mentor, the second sees both versions and keeps hers by keyboard", async ({
  open,
}) => {
  const [first, second] = [await open({ role: "ADMIN" }), await open({ role: "OPERATOR" })];
  await first.goto(EDIT);
  await second.goto(EDIT);
  // Typed on an Arabic keyboard, shown in the digits of the page.
  await first.getByRole("textbox", { name: "ظرفیت" }).fill("٢٥");
  await expect(first.getByRole("textbox", { name: "ظرفیت" })).toHaveValue("۲۵");
  await first.getByRole("button", { name: "بررسی تغییر" }).click();
  await first.getByRole("button", { name: "ذخیره" }).click();
  await expect(first).toHaveURL(new RegExp(`/mentors/${MENTOR}$`));

  await second.getByLabel("نام", { exact: true }).fill("مینا فرمی تازه");
  await second.getByRole("button", { name: "بررسی تغییر" }).click();
  const panel = second.getByRole("alert", { name: "در این میان کس دیگری این را ذخیره کرده است" });
  await expect(panel).toContainText("مریم سرپرست");
  await expect(panel.getByRole("row", { name: /ظرفیت/ })).toContainText("۲۵");
  await expect(panel.getByRole("row", { name: /نام/ })).toContainText("مینا فرمی تازه");
  await expect(panel).toBeFocused();
  await second.keyboard.press("Tab");
  await expect(panel.getByRole("button", { name: "نگه داشتن نوشتهٔ من" })).toBeFocused();
  await second.keyboard.press("Enter");
  await expect(panel).toHaveCount(0);
  await expect(second.getByRole("textbox", { name: "ظرفیت" })).toHaveValue("۲۵");
  await second.getByRole("button", { name: "بررسی تغییر" }).click();
  await second.getByRole("button", { name: "ذخیره" }).click();
  await expect(second).toHaveURL(new RegExp(`/mentors/${MENTOR}$`));
  expect(await stored()).toMatchObject({ name: "مینا فرمی تازه", capacity: 25 });
});

test("unsaved fields are not left unasked: by link, back, palette or by closing", async ({ open }) => {
  const page = await open({ role: "ADMIN" });
  await page.goto(`/mentors/${MENTOR}`);
  await page.getByRole("link", { name: "ویرایش" }).click();
  const name = page.getByLabel("نام", { exact: true });
  await name.press("End");
  await name.pressSequentially(" ی");
  const stays = async () => {
    await expect(asks(page)).toBeVisible();
    await asks(page).getByRole("button", { name: "ماندن در فرم" }).click();
    await expect(asks(page)).toHaveCount(0);
    await expect(name).toHaveValue("مینا فرمی تازه ی");
  };
  await page.getByRole("navigation").getByRole("link", { name: "دانش‌آموزان" }).first().click();
  await stays();
  await page.evaluate(() => window.history.back());
  await stays();
  await page.keyboard.press("Control+KeyK");
  await page.getByRole("dialog").getByRole("combobox").fill("صف انتظار");
  await page.keyboard.press("Enter");
  await stays();
  const closing = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const question = await closing;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();

  await page.evaluate(() => window.history.back());
  await asks(page).getByRole("button", { name: "رفتن بدون ذخیره" }).click();
  await expect(page).toHaveURL(new RegExp(`/mentors/${MENTOR}$`));
});

test("a window with unsaved fields asks before Escape closes it, a clean one does not", async ({ open }) => {
  const page = await open({ role: "ADMIN" });
  await page.goto("/managers");
  const change = page.getByRole("button", { name: "ویرایش مدیر فرم" });
  const form = page.getByRole("dialog", { name: "ویرایش مدیر فرم" });
  await change.click();
  await expect(form).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await change.click();
  await form.getByLabel("نام مدیر").fill("مدیر دیگر");
  await page.keyboard.press("Escape");
  await asks(page).getByRole("button", { name: "ماندن در فرم" }).click();
  await expect(form.getByLabel("نام مدیر")).toHaveValue("مدیر دیگر");
  await page.keyboard.press("Escape");
  await asks(page).getByRole("button", { name: "رفتن بدون ذخیره" }).click();
  await expect(form).toHaveCount(0);
});
