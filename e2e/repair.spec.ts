import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, query, test } from "./fixtures";
import { storeManager } from "./things";

test.describe.configure({ mode: "serial" });

/** The first mentor takes both groups, the second only one, one place each: in turn the second student finds no place. */
const [BROAD, NARROW] = [9201, 9202];
const [A, B] = ["0000009201", "0000009202"];

test.beforeAll(async () => {
  await query(`TRUNCATE "دانش_آموزان", "منتورها", managers, runs, "تخصیص_ها", jobs, outbox_events CASCADE`);
  await storeManager(920, "مدیر زنجیره");
  for (const [id, name] of [
    [BROAD, "گشاده مهرآیین"],
    [NARROW, "تک‌گروه کاشی"],
  ])
    await query(
      `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "شناسه_مدیر")
       VALUES ($1::int, $2::text, $2::text, 0, 'NORMAL', 1, 1404, 920)`,
      [id, name],
    );
  await query(
    `INSERT INTO mentor_allowed_groups (mentor_id, group_code) VALUES (${BROAD}, 7), (${BROAD}, 9), (${NARROW}, 7)`,
  );
  for (const [nationalId, name, group] of [
    [A, "نخستین", 7],
    [B, "دومین", 9],
  ])
    await query(
      `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
        "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی")
       VALUES ($1::bpchar, $2::uuid, $3::text, 'آزمونی', 0, 1, 1, 0, $4::int, 1404)`,
      [nationalId, randomUUID(), name, group],
    );
});

const status = (page: Page, words: string) => page.locator("header").getByText(words, { exact: true });
const sections = (page: Page) => page.getByRole("navigation", { name: "بخش‌های اجرا" });

const planned = async () => {
  const [run] = await query<{ id: string; placed: number; hash: string }>(
    "SELECT id, placed, plan_hash AS hash FROM runs",
  );
  return run;
};
const whose = () =>
  query<{ id: string; mentor: number }>(
    `SELECT "کد_ملی" AS id, "شناسه_منتور" AS mentor FROM "تخصیص_ها" WHERE "وضعیت" = 'OK' ORDER BY "کد_ملی"`,
  );

test("a plan that leaves somebody out offers the chain that places them, and it is accepted, taken back, accepted", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto("/runs/new");
  await page.getByRole("button", { name: "ساختن برنامه" }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  await expect(status(page, "برنامه آماده")).toBeVisible();
  const before = await planned();
  expect(before?.placed).toBe(1);

  await sections(page).getByRole("link", { name: "زنجیره‌های اصلاح" }).click();
  const chains = page.getByRole("table", { name: "زنجیره‌های اصلاح" });
  await expect(chains.getByRole("listitem")).toHaveCount(2);
  await expect(chains.getByRole("listitem").first()).toContainText("دومین آزمونی");
  await expect(chains.getByRole("listitem").last()).toContainText("نخستین آزمونی");
  await expect(chains.getByRole("link", { name: "تک‌گروه کاشی" })).toBeVisible();

  await chains.getByRole("button", { name: "پذیرفتن", exact: true }).click();
  await expect(chains.getByText("پذیرفته", { exact: true })).toBeVisible();
  expect(await planned()).toMatchObject({ placed: 2 });
  expect((await planned())?.hash).not.toBe(before?.hash);

  await chains.getByRole("button", { name: "پس گرفتن", exact: true }).click();
  await expect(chains.getByText("پیشنهاد", { exact: true })).toBeVisible();
  expect(await planned()).toEqual(before);
  await chains.getByRole("button", { name: "پذیرفتن", exact: true }).click();
  await expect(chains.getByText("پذیرفته", { exact: true })).toBeVisible();
});

test("the repaired plan is published, and both students have the mentors of the chain", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  const run = await planned();
  await page.goto(`/runs/${run?.id}?tab=chains`);
  await page.getByRole("button", { name: "انتشار", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("۲ دانش‌آموز پشتیبان می‌گیرند.");
  await page.getByRole("dialog").getByRole("button", { name: "منتشر کن" }).click();
  await expect(status(page, "منتشرشده")).toBeVisible();
  expect(await whose()).toEqual([
    { id: A, mentor: NARROW },
    { id: B, mentor: BROAD },
  ]);
  const chains = page.getByRole("table", { name: "زنجیره‌های اصلاح" });
  await expect(chains.getByText("پذیرفته", { exact: true })).toBeVisible();
  await expect(chains.getByRole("button")).toHaveCount(0);
  // One found a place, and for it one who had a mentor goes to another.
  await sections(page).getByRole("link", { name: "نمای کلی" }).click();
  await expect(page.getByRole("link", { name: /^جابه‌جاشده/ })).toContainText("۱");
});

test("those who may not plan see the chains and choose none", async ({ open }) => {
  const page = await open({ role: "AUDITOR" });
  const run = await planned();
  await page.goto(`/runs/${run?.id}?tab=chains`);
  await expect(page.getByRole("table", { name: "زنجیره‌های اصلاح" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("button", { name: "پس گرفتن" })).toHaveCount(0);
});
