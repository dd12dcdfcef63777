import { randomUUID } from "node:crypto";
import { expect, query, test } from "./fixtures";
import { storeManager } from "./things";

test.describe.configure({ mode: "serial" });

const LEAVER = 9101;

/** A mentor who leaves with three students, and one who has two places left for them. */
test.beforeAll(async () => {
  await query(`TRUNCATE "دانش_آموزان", "منتورها", managers, runs, "تخصیص_ها", jobs, outbox_events CASCADE`);
  await storeManager(910, "مدیر تخلیه");
  for (const [id, name, capacity, load] of [
    [LEAVER, "رونده مهرآیین", 5, 3],
    [9102, "ماننده کاشی", 2, 0],
  ])
    await query(
      `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_تخصیص", "سال_بار", "شناسه_مدیر")
       VALUES ($1, $2, $2, 0, 'NORMAL', $3, $4, 1404, 910)`,
      [id, name, capacity, load],
    );
  await query(`INSERT INTO mentor_allowed_groups (mentor_id, group_code) VALUES (${LEAVER}, 27), (9102, 27)`);
  for (const n of [1, 2, 3]) {
    await query(
      `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
        "وضعیت_ثبت_نام", "کد_گروه", "شمارنده", "سال_تحصیلی")
       VALUES ($1, $2, $3, 'آزمونی', 0, 1, 1, 0, 27, $4, 1404)`,
      [`000000910${n}`, randomUUID(), `دانش${n}`, `54373910${n}`],
    );
    await query(
      `INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", idempotency_key)
       VALUES ($1::uuid, $2, ${LEAVER}, 1404, 'OK', $1::uuid::text)`,
      [randomUUID(), `000000910${n}`],
    );
  }
});

const whose = async (): Promise<number[]> =>
  (
    await query<{ mentor: number }>(
      `SELECT "شناسه_منتور" AS mentor FROM "تخصیص_ها" WHERE "وضعیت" = 'OK' ORDER BY "کد_ملی"`,
    )
  ).map((row) => row.mentor);

test("who goes where and who stays is seen before anything happens", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/mentors/${LEAVER}`);
  await page.getByRole("link", { name: "تخلیه", exact: true }).click();
  await expect(page.getByRole("heading", { name: "تخلیهٔ رونده مهرآیین" })).toBeVisible();
  const moves = page.getByRole("table", { name: "چه کسی به کجا می‌رود" });
  await expect(moves.getByRole("link", { name: "ماننده کاشی" })).toHaveCount(2);
  const stays = page.getByRole("table", { name: "چه کسی می‌ماند و چرا" });
  await expect(stays.getByText("پشتیبان‌های مناسب پر بودند")).toHaveCount(1);
  expect(await whose()).toEqual([LEAVER, LEAVER, LEAVER]);
});

test("a drain is planned, published and taken back, and the mentor is opened again by hand", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/mentors/${LEAVER}/drain`);
  await expect(page.getByRole("checkbox", { name: "از این پس دانش‌آموز تازه نپذیرد" })).toBeChecked();
  await page.getByRole("button", { name: "ساختن برنامهٔ تخلیه" }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  const status = (words: string) => page.locator("header").getByText(words, { exact: true });
  await expect(status("برنامه آماده")).toBeVisible();
  await page.getByRole("button", { name: "انتشار", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("۲ دانش‌آموز به پشتیبان تازه می‌روند");
  await page.getByRole("dialog").getByRole("button", { name: "منتشر کن" }).click();
  await expect(status("منتشرشده")).toBeVisible();
  expect(await whose()).toEqual([9102, 9102, LEAVER]);

  await page.getByRole("button", { name: "برگرداندن اجرا" }).click();
  await expect(page.getByRole("dialog")).toContainText("۲ دانش‌آموز نزد پشتیبان پیشین برمی‌گردند");
  await page.getByRole("dialog").getByRole("button", { name: "برگردان", exact: true }).click();
  await expect(status("برگردانده‌شده")).toBeVisible();
  expect(await whose()).toEqual([LEAVER, LEAVER, LEAVER]);

  await page.goto(`/mentors/${LEAVER}`);
  await page.getByRole("button", { name: "پذیرش دانش‌آموز" }).click();
  await expect(page.getByText("از اجرای بعدی می‌تواند دانش‌آموز بگیرد.")).toBeVisible();
});

test("those who may not run see no way to drain", async ({ open }) => {
  const page = await open({ role: "AUDITOR" });
  await page.goto(`/mentors/${LEAVER}`);
  await expect(page.getByRole("heading", { name: "رونده مهرآیین" })).toBeVisible();
  await expect(page.getByRole("link", { name: "تخلیه", exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "نپذیرفتن دانش‌آموز تازه" })).toHaveCount(0);
});
