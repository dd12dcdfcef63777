import { randomUUID } from "node:crypto";
import { expect, gate, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { storeManager } from "./things";

test.describe.configure({ mode: "serial" });

const STUDENT = randomUUID();
/** Far from the ids of the sample; the first fits and is emptier, the second fits, the third serves another group. */
const MENTORS = [
  { id: 9471, name: "نرگس نمونه", base: 1, group: 27 },
  { id: 9472, name: "پریسا نمونه", base: 5, group: 27 },
  { id: 9473, name: "الهام نمونه", base: 0, group: 3 },
] as const;

test.beforeAll(async () => {
  await storeManager(9470, "مدیر نمونه");
  for (const { id, name, base, group } of MENTORS) {
    await query(
      `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار", "شناسه_مدیر")
       VALUES ($1, $2, $2, 0, 'NORMAL', 10, $3, 1404, 9470) ON CONFLICT DO NOTHING`,
      [id, name, base],
    );
    await query("INSERT INTO mentor_allowed_groups VALUES ($1, $2) ON CONFLICT DO NOTHING", [id, group]);
  }
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "کلید_جستجو", "جنسیت", "وضعیت_تحصیلی",
       "مرکز_ثبت_نام", "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی")
     VALUES ($1, $2, 'باران', 'دستی', 'باران دستی', 0, 1, 1, 0, 27, 1404)`,
    [nationalId(7_001), STUDENT],
  );
});

/** What else is in the database is left to the other journeys. */
test.afterAll(async () => {
  await query(`UPDATE "دانش_آموزان" SET "انصراف" = true WHERE "شناسه" = $1`, [STUDENT]);
  await query(`UPDATE "منتورها" SET "فعال" = false WHERE "شناسه_منتور" BETWEEN 9471 AND 9473`);
});

const active = async () =>
  (
    await query<{ mentor: number; status: string; pinned: boolean; counter: string }>(
      `SELECT a."شناسه_منتور" AS mentor, a."وضعیت" AS status, a.pinned, s."شمارنده" AS counter
       FROM "تخصیص_ها" a JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
       WHERE s."شناسه" = $1 AND a."وضعیت" IN ('OK', 'TEMP_REVIEW')`,
      [STUDENT],
    )
  )[0];

let counter = "";

test("staff place a waiting student by hand, with every mentor and the reason", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/students/${STUDENT}`);
  await page.getByRole("link", { name: "سپردن به پشتیبان" }).click();
  await expect(page.getByRole("heading", { name: /^سپردن باران دستی/ })).toBeVisible();

  await page.getByLabel("نام یا شناسهٔ پشتیبان").fill("نمونه");
  const table = page.getByRole("table", { name: "پشتیبان‌ها" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.getByRole("radio", { name: /الهام نمونه/ })).toBeDisabled();
  await expect(table.getByRole("row").filter({ hasText: "الهام نمونه" })).toContainText(
    "گروه آزمایشی را ندارد",
  );

  await table.getByRole("radio", { name: /نرگس نمونه/ }).check();
  const save = page.getByRole("button", { name: "سپردن به پشتیبان" });
  await page.getByLabel("دلیل").selectOption({ label: "دلیل دیگر" });
  await expect(save).toBeDisabled();
  await page.getByLabel("توضیح").fill("نزدیک خانهٔ آن‌ها");
  await save.click();
  await expect(page.getByRole("heading", { name: "به نرگس نمونه سپرده شد" })).toBeVisible();

  const placed = await active();
  expect(placed).toMatchObject({ mentor: 9471, status: "OK", pinned: true });
  counter = placed?.counter ?? "";
  expect(counter).toMatch(/^54373\d{4}$/);
  await page.getByRole("link", { name: "صفحهٔ دانش‌آموز" }).click();
  await expect(page.getByText("نزدیک خانهٔ آن‌ها", { exact: false })).toBeVisible();
});

test("nobody is chosen from what was found before, and no answer is told as such", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/students/${STUDENT}/assign`);
  const answer = gate();
  await page.route(`**/students/${STUDENT}/assign`, async (route) => {
    await answer.opened;
    await route.continue();
  });
  const search = page.getByLabel("نام یا شناسهٔ پشتیبان");
  const one = page.getByRole("radio", { disabled: false }).first();
  await search.fill("9472");
  await expect(page.locator("[aria-busy=true]").filter({ has: page.getByRole("table") })).toBeVisible();
  await one.press("Space");
  await one.dispatchEvent("click");
  await expect(page.getByRole("heading", { name: "پشتیبانی برگزینید" })).toBeVisible();
  answer.open();
  await page.getByRole("radio", { name: /پریسا نمونه/ }).check();
  await expect(page.getByRole("heading", { name: "سپردن به پریسا نمونه" })).toBeVisible();

  await page.unrouteAll();
  await page.route(`**/students/${STUDENT}/assign`, (route) => route.abort());
  await search.fill("9471");
  await expect(page.getByRole("alert").filter({ hasText: "سرور پاسخ نداد" })).toBeVisible();
  await expect(page.getByText("پشتیبانی با این نام یا شناسه نیست")).toBeHidden();
  await page.unrouteAll();
  await search.fill("پریسا");
  await page.getByRole("radio", { name: /پریسا نمونه/ }).check();
});

test("the mentor is changed, and changed back with one click; the counter stays", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/students/${STUDENT}`);
  await page.getByRole("link", { name: "تغییر پشتیبان" }).click();
  await page.getByLabel("نام یا شناسهٔ پشتیبان").fill("9472");
  await page.getByRole("radio", { name: /پریسا نمونه/ }).check();
  await page.getByLabel("دلیل").selectOption({ label: "درخواست خانواده" });
  await page.getByRole("button", { name: "جابه‌جا کردن" }).click();
  await expect(page.getByRole("heading", { name: "به پریسا نمونه سپرده شد" })).toBeVisible();
  expect(await active()).toMatchObject({ mentor: 9472, counter });

  await page.getByRole("button", { name: "بازگرداندن" }).click();
  await expect(page.getByText("به حال پیش بازگشت.")).toBeVisible();
  expect(await active()).toMatchObject({ mentor: 9471, counter });
});

test("the placement is unpinned and ended; the student is back in the pool and keeps the counter", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/students/${STUDENT}`);
  await page.getByRole("button", { name: "برداشتن سنجاق" }).click();
  await expect(page.getByRole("button", { name: "سنجاق کردن" })).toBeVisible();

  await page.getByRole("button", { name: "پایان تخصیص" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /در اجرای بعدی/ }).check();
  await dialog.getByLabel("دلیل").selectOption({ label: "اصلاح اشتباه" });
  await dialog.getByRole("button", { name: "پایان تخصیص" }).click();
  await expect(page.getByRole("link", { name: "سپردن به پشتیبان" })).toBeVisible();
  expect(await active()).toBeUndefined();
  const [student] = await query<{ counter: string; held: boolean }>(
    `SELECT "شمارنده" AS counter, "توقف_تخصیص" AS held FROM "دانش_آموزان" WHERE "شناسه" = $1`,
    [STUDENT],
  );
  expect(student).toEqual({ counter, held: false });
});

test("an administrator may pass over a rule, and it is put under review", async ({ open }) => {
  const page = await open({ role: "ADMIN" });
  await page.goto(`/students/${STUDENT}/assign`);
  await page.getByLabel("نام یا شناسهٔ پشتیبان").fill("9473");
  await page.getByRole("radio", { name: /الهام نمونه/ }).check();
  await expect(page.getByText("از شرط‌های تخصیص می‌گذرید")).toBeVisible();
  await page.getByLabel("دلیل").selectOption({ label: "نیاز ویژه" });
  await page.getByRole("button", { name: "سپردن با گذشتن از شرط" }).click();
  await expect(page.getByRole("heading", { name: "به الهام نمونه سپرده شد" })).toBeVisible();
  expect(await active()).toMatchObject({ mentor: 9473, status: "TEMP_REVIEW", counter });
});
