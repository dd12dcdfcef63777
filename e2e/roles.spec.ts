import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import { formatCode } from "@/lib/i18n/format";
import { expect, type Locale, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { storeManager } from "./things";
import { wordsOf } from "./words";

test.describe.configure({ mode: "serial" });

/** One mentor and one student in centre 1, one of each in centre 2; the student of centre 1 is placed. */
const HERE = {
  manager: 9700,
  mentor: 9701,
  name: "نسرین همراه",
  student: randomUUID(),
  nid: nationalId(9_701),
};
const AWAY = {
  manager: 9710,
  mentor: 9711,
  name: "کامران دوردست",
  student: randomUUID(),
  nid: nationalId(9_711),
};
const LANGUAGES = ["fa", "en"] as const satisfies readonly Locale[];

test.beforeAll(async () => {
  for (const [center, one] of [HERE, AWAY].entries()) {
    await storeManager(one.manager, `مدیر ${one.name}`, [center + 1]);
    await query(
      `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "شناسه_مدیر")
       VALUES ($1, $2, $2, 0, 'NORMAL', 10, 1404, $3)`,
      [one.mentor, one.name, one.manager],
    );
    await query("INSERT INTO mentor_allowed_groups VALUES ($1, 27)", [one.mentor]);
    await query(
      `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "کلید_جستجو", "جنسیت", "وضعیت_تحصیلی",
         "مرکز_ثبت_نام", "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی", "شمارنده")
       VALUES ($1, $2, 'ریحانه', $3, $4, 0, 1, $5, 0, 27, 1404, $6)`,
      [one.nid, one.student, one.name, `ریحانه ${one.name}`, center + 1, `54373920${center + 1}`],
    );
  }
  const id = randomUUID();
  await query(
    `INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", idempotency_key)
     VALUES ($1::uuid, $2, $3, 1404, 'OK', $1::uuid::text)`,
    [id, HERE.nid, HERE.mentor],
  );
  await query(`UPDATE "منتورها" SET "بار_تخصیص" = 1 WHERE "شناسه_منتور" = $1`, [HERE.mentor]);
});

/** What else is in the database is left to the other journeys. */
test.afterAll(async () => {
  for (const { student, mentor } of [HERE, AWAY]) {
    await query(
      `UPDATE "تخصیص_ها" SET "وضعیت" = 'REVERTED', ended_reason = 'WITHDRAWN'
       WHERE "شناسه_منتور" = $1 AND "وضعیت" = 'OK'`,
      [mentor],
    );
    await query(`UPDATE "دانش_آموزان" SET "انصراف" = true WHERE "شناسه" = $1`, [student]);
    await query(`UPDATE "منتورها" SET "بار_تخصیص" = 0, "فعال" = false WHERE "شناسه_منتور" = $1`, [mentor]);
  }
});

const isHeld = async (): Promise<boolean> =>
  (
    await query<{ held: boolean }>(`SELECT "توقف_تخصیص" AS held FROM "دانش_آموزان" WHERE "شناسه" = $1`, [
      AWAY.student,
    ])
  )[0]?.held ?? false;

for (const locale of LANGUAGES) {
  const t = wordsOf(locale);

  test.describe(`in ${locale}`, () => {
    test("staff find a student by name, hold them with a reason, and let them go again", async ({ open }) => {
      const page = await open({ role: "OPERATOR", locale });
      await page.goto("/");
      await page
        .getByRole("navigation")
        .getByRole("link", { name: t("nav.students"), exact: true })
        .click();
      await page.getByRole("combobox", { name: t("students.search") }).fill("ریحانه کامران");
      await page.getByRole("option", { name: /کامران دوردست/ }).click();
      await expect(page.getByRole("heading", { level: 1, name: /کامران دوردست/ })).toBeVisible();
      expect(page.url()).not.toContain(AWAY.nid);
      for (const [act, held] of [
        ["hold", true],
        ["release", false],
      ] as const) {
        const name = t(`students.action.${act}`);
        await page.getByRole("button", { name, exact: true }).click();
        const dialog = page.getByRole("dialog");
        await expect(dialog.getByRole("button", { name })).toBeDisabled();
        await dialog.getByLabel(t("students.reason.label")).fill("به خواست خانواده");
        await dialog.getByRole("button", { name }).click();
        await expect(dialog).toBeHidden();
        await expect.poll(isHeld).toBe(held);
      }
      for (const path of ["/settings/users", "/audit"]) {
        expect((await page.goto(path))?.status(), path).toBe(403);
        await expect(
          page.getByRole("heading", { level: 1, name: t("messages.forbiddenTitle") }),
        ).toBeVisible();
      }
    });

    test("a manager sees the own centre, exports it, and hears nothing of the others", async ({ open }) => {
      const page = await open({ role: "MANAGER", centers: [1], locale });
      await page.goto("/mentors");
      await expect(page.getByRole("link", { name: /Excel/ })).toBeVisible();
      const box = page.getByRole("combobox", { name: t("mentors.search") });
      await box.fill(AWAY.name);
      await expect(page.getByRole("status").filter({ hasText: t("ui.search.none") })).toBeAttached();
      await box.fill(HERE.name);
      const code = formatCode(locale, HERE.mentor);
      await expect(page.getByRole("option", { name: `${HERE.name} ${code}` })).toBeVisible();
      await page.goto(`/mentors/${HERE.mentor}`);
      await expect(page.getByRole("heading", { level: 1, name: HERE.name })).toBeVisible();
      for (const path of [`/mentors/${AWAY.mentor}`, `/students/${AWAY.student}`]) {
        expect((await page.goto(path))?.status(), path).toBe(404);
        await expect(
          page.getByRole("heading", { level: 1, name: t("messages.notFoundTitle") }),
        ).toBeVisible();
      }
      await page.goto(`/students/${HERE.student}`);
      await expect(page.getByRole("heading", { level: 1, name: /نسرین همراه/ })).toBeVisible();
      await expect(page.getByRole("button", { name: t("students.action.hold") })).toHaveCount(0);
      expect((await page.goto("/imports/new"))?.status()).toBe(403);

      await page.goto("/exports/new?scope=YEAR&year=1404");
      await page.getByRole("button", { name: t("exports.start.submit") }).click();
      const link = page.getByRole("link", { name: t("exports.download") }).first();
      await expect(link).toBeVisible({ timeout: 60_000 });
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      expect(download.suggestedFilename()).toMatch(/^ImportToSabt_1404-1_/);
      expect((await fs.readFile((await download.path()) ?? "")).byteLength).toBeGreaterThan(1_000);
    });

    test("an auditor reads who did what and why, and can change nothing", async ({ open }) => {
      const page = await open({ role: "AUDITOR", locale });
      await page.goto("/audit");
      await expect(page.getByRole("heading", { level: 1, name: t("audit.title") })).toBeVisible();
      const held = page.getByRole("row").filter({ hasText: t("audit.actions.student.student.hold") });
      await expect(held.first()).toBeVisible();
      await held.first().getByRole("group").or(held.first().locator("summary")).first().click();
      await expect(held.first()).toContainText("به خواست خانواده");
      await page.goto(`/students/${HERE.student}`);
      for (const act of ["hold", "withdraw"])
        await expect(page.getByRole("button", { name: t(`students.action.${act}`) })).toHaveCount(0);
      for (const path of ["/runs/new", "/imports/new", "/settings/users", `/students/${HERE.student}/assign`])
        expect((await page.goto(path))?.status(), path).toBe(403);
    });

    test("an administrator lets somebody in with a password seen once, and shuts them out again", async ({
      open,
    }) => {
      const page = await open({ role: "ADMIN", locale });
      const username = `e2e-new-${locale}-${Date.now()}`;
      await page.goto("/settings/users/new");
      await page.getByLabel(t("settings.fullName")).fill("تازه‌کار نمونه");
      await page.getByLabel(t("settings.username")).fill(username);
      await page.getByLabel(t("settings.role")).selectOption("AUDITOR");
      await page.getByRole("button", { name: t("settings.createUser") }).click();
      const dialog = page.getByRole("dialog", { name: t("settings.passwordOnceTitle") });
      await expect(dialog.getByText(username)).toBeVisible();
      await dialog.getByRole("button", { name: t("settings.passwordOnceDone") }).click();
      await expect(page).toHaveURL(/\/settings\/users$/);
      const [user] = await query<{ id: string }>("SELECT id::text FROM users WHERE username = $1", [
        username,
      ]);
      await page.goto(`/settings/users/${user?.id}`);
      await page.getByRole("button", { name: t("settings.disable") }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("settings.disable") })
        .click();
      await expect(page.getByText(t("settings.disabled"))).toBeVisible();
      const [after] = await query<{ active: boolean }>("SELECT active FROM users WHERE username = $1", [
        username,
      ]);
      expect(after?.active).toBe(false);
      expect((await page.goto(`/settings/users/${randomUUID()}`))?.status()).toBe(404);
    });
  });
}
