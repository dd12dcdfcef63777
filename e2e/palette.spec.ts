import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, type Locale, query, test } from "./fixtures";
import { openPalette } from "./keys";

const WORDS = {
  fa: {
    jobs: "کارهای پس‌زمینه",
    keys: "کلیدهای میان‌بر",
  },
  en: {
    jobs: "Background jobs",
    keys: "Keyboard shortcuts",
  },
} as const;

for (const locale of ["fa", "en"] as const) {
  const words = WORDS[locale];

  test(`by keyboard alone one goes to any page from anywhere (${locale})`, async ({ open }) => {
    const page = await open({ role: "ADMIN", locale });
    await page.goto("/settings/password");
    await (await openPalette(page, locale)).fill("jobs");
    await expect(page.getByRole("option").first()).toContainText(words.jobs);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/jobs$/);
  });

  test(`the question mark explains the keys, but not while somebody types (${locale})`, async ({ open }) => {
    const page = await open({ role: "AUDITOR", locale });
    await page.goto("/settings/password");
    const field = page.locator("input[type=password]").first();
    await field.press("?");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.locator("main").focus();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: words.keys })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
}

test("the palette finds a student by national id without it ever entering an address", async ({ open }) => {
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
      "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی")
     VALUES ('0000000388', gen_random_uuid(), 'پویا', 'جست‌وجویی', 1, 1, 1, 0, 27, 1404) ON CONFLICT DO NOTHING`,
  );
  const [student] = await query<{ id: string; nid: string; name: string }>(
    `SELECT "شناسه" AS id, "کد_ملی" AS nid, "نام_خانوادگی" AS name FROM "دانش_آموزان" WHERE "کد_ملی" = '0000000388'`,
  );
  const page = await open({ role: "OPERATOR" });
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto("/");
  await (await openPalette(page)).fill(student?.nid ?? "");
  await expect(page.getByRole("option").first()).toContainText(student?.name ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/students/${student?.id}$`));
  expect(addresses.filter((address) => address.includes(student?.nid ?? "-"))).toEqual([]);
});

const NUMBER = 940_012;
// The newest of all, it would be taken for the last thing somebody did.
test.afterEach(async () => {
  await query("DELETE FROM runs WHERE number = $1", [NUMBER]);
  await query("DELETE FROM import_batches WHERE number = $1", [NUMBER]);
});

test("work is reached by its number, beginnings and settings by their name, each by those who may", async ({
  open,
}) => {
  const [run, batch] = [randomUUID(), randomUUID()];
  await query(
    `INSERT INTO runs (id, number, year, state, centers) VALUES ($1, $2, 1404, 'DISCARDED', '{1}')`,
    [run, NUMBER],
  );
  await query(
    `INSERT INTO import_batches (id, number, kind, year, status, centers) VALUES ($1, $2, 'students', 1404, 'CANCELLED', '{1}')`,
    [batch, NUMBER],
  );
  const admin = await open({ role: "ADMIN" });
  const addresses: string[] = [];
  admin.on("request", (request) => addresses.push(request.url()));
  await admin.goto("/settings/password");
  const seek = async (page: Page, text: string, locale: Locale = "fa") =>
    await (await openPalette(page, locale)).fill(text);
  const field = await openPalette(admin);
  await field.fill("۹۴۰۰۱۲");
  await expect(admin.getByRole("option")).toHaveText([/اجرای ۹۴۰۰۱۲/, /دستهٔ ۹۴۰۰۱۲/]);
  await field.fill("اجرای ۹۴۰۰۱۲");
  await expect(admin.getByRole("option")).toHaveText([/اجرای ۹۴۰۰۱۲/]);
  await admin.keyboard.press("Enter");
  await expect(admin).toHaveURL(new RegExp(`/runs/${run}$`));
  expect(addresses.filter((address) => address.includes("940012"))).toEqual([]);
  for (const [text, path] of [
    ["توکن‌های", "/settings/tokens"],
    ["پشتیبان تازه", "/mentors/new"],
    ["دانش‌آموز تازه", "/students/new"],
    ["مدیر تازه", "/managers\\?edit=new"],
  ] as const) {
    await seek(admin, text);
    await expect(admin.getByRole("option").first()).toContainText(text);
    await admin.keyboard.press("Enter");
    await expect(admin).toHaveURL(new RegExp(`${path}$`));
  }

  const manager = await open({ role: "MANAGER", centers: [2], locale: "en" });
  await manager.goto("/settings/password");
  for (const text of ["run 940012", "batch 940012", "Service tokens", "New mentor"]) {
    await seek(manager, text, "en");
    await expect(manager.getByRole("status").filter({ hasText: /Nothing found/ })).toBeAttached();
    await manager.keyboard.press("Escape");
    await expect(manager.getByRole("dialog")).toHaveCount(0);
  }
});
