import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { NAV } from "@/components/staff/nav-items";
import { GRANTS } from "@/lib/auth/permissions";
import { expect, type Locale, query, test } from "./fixtures";
import { PASSWORD, storeOperator } from "./operator";
import { nationalId } from "./sample";
import { storeManager } from "./things";
import { wordsOf } from "./words";

/** A mentor with a student, a student who has left them for another, and that other's. */
const [MANAGER, MINE, OTHERS] = [9650, 9651, 9652];
const STUDENTS = [
  { id: randomUUID(), nid: nationalId(12_951), name: "نزدمن", mentor: MINE, status: "OK" },
  { id: randomUUID(), nid: nationalId(12_952), name: "رفته", mentor: MINE, status: "REVERTED" },
  { id: randomUUID(), nid: nationalId(12_953), name: "دیگری", mentor: OTHERS, status: "OK" },
] as const;
const [own, left, other] = STUDENTS;
const RENEWED = "ماه بلند بر فراز رود";

test.beforeAll(async () => {
  await storeManager(MANAGER, "مدیر همراه");
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_تخصیص", "سال_بار", "شناسه_مدیر")
     SELECT id, 'همراه ' || id, 'همراه ' || id, 0, 'NORMAL', 1, 1, 1404, ${MANAGER} FROM unnest($1::int[]) AS m(id)`,
    [[MINE, OTHERS]],
  );
  for (const { id, nid, name, mentor, status } of STUDENTS) {
    await query(
      `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
         "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی", "توقف_تخصیص") VALUES ($1, $2, 'ترانه', $3, 0, 1, 1, 0, 27, 1404, true)`,
      [nid, id, name],
    );
    await query(
      `INSERT INTO "تخصیص_ها" ("شناسه_تخصیص", "کد_ملی", "شناسه_منتور", "سال_تحصیلی", "وضعیت", ended_reason, idempotency_key)
       VALUES ($1::uuid, $2, $3, 1404, $4::text, CASE WHEN $4::text = 'OK' THEN NULL ELSE 'UNASSIGNED' END, $1::uuid::text)`,
      [randomUUID(), nid, mentor, status],
    );
  }
});

/** What else is in the database is left to the other journeys. */
test.afterAll(async () => {
  await query(`DELETE FROM "تخصیص_ها" WHERE "شناسه_منتور" = ANY($1)`, [[MINE, OTHERS]]);
  await query(`DELETE FROM "دانش_آموزان" WHERE "کد_ملی" = ANY($1)`, [STUDENTS.map(({ nid }) => nid)]);
  await query(`DELETE FROM "منتورها" WHERE "شناسه_منتور" = ANY($1)`, [[MINE, OTHERS]]);
  await query("DELETE FROM users WHERE username LIKE 'mentor-of-%'");
});

for (const locale of ["fa", "en"] as const satisfies readonly Locale[]) {
  const t = wordsOf(locale);
  const username = `mentor-of-${locale}`;
  const name = "کاوه همراه";

  const signIn = async (page: Page, password: string) => {
    await page.getByLabel(t("auth.username")).fill(username);
    await page.getByLabel(t("auth.password"), { exact: true }).fill(password);
    await page.getByRole("button", { name: t("auth.signIn"), exact: true }).click();
  };
  const account = (page: Page) => page.getByRole("button", { name: new RegExp(t("nav.account")) });

  test.describe(`in ${locale}`, () => {
    test.beforeAll(async () => {
      await storeOperator(username, name);
      await query("UPDATE users SET role = 'MENTOR', mentor_id = $2 WHERE username = $1", [username, MINE]);
    });

    test("a mentor finds the own students, nobody else's, and nothing to change about them", async ({
      browser,
      baseURL,
    }) => {
      const context = await browser.newContext({ baseURL: baseURL ?? "" });
      await context.addCookies([{ name: "locale", value: locale, url: baseURL ?? "" }]);
      const page = await context.newPage();
      await page.goto("/login");
      await signIn(page, PASSWORD);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
      const sections = page.getByRole("navigation", { name: t("nav.label") });
      for (const { key, permission } of NAV.flatMap(({ items }) => items)) {
        const isOffered = permission === null || (GRANTS.MENTOR as readonly string[]).includes(permission);
        const link = sections.getByRole("link", { name: t(`nav.${key}`), exact: true });
        await expect(link, key).toHaveCount(isOffered ? 1 : 0);
      }
      await expect(page.getByText(t("home.mine.title"), { exact: true })).toBeVisible();
      await page.getByRole("link", { name: t("home.mine.action") }).click();

      const list = page.getByRole("table", { name: t("students.title") });
      await expect(list.getByRole("row")).toHaveCount(2);
      await expect(list.getByRole("checkbox")).toHaveCount(0);
      for (const format of ["Excel", "CSV"])
        await expect(page.getByRole("link", { name: new RegExp(format) })).toHaveCount(0);
      expect((await page.request.get("/api/v1/lists/students/file")).status()).toBe(403);
      await expect(page.getByRole("link", { name: t("byHand.student.new") })).toHaveCount(0);
      await list.getByRole("link", { name: `ترانه ${own.name}` }).click();
      await expect(page.getByRole("heading", { level: 1, name: `ترانه ${own.name}` })).toBeVisible();
      for (const action of ["hold", "release", "withdraw"])
        await expect(page.getByRole("button", { name: t(`students.action.${action}`) })).toHaveCount(0);
      await expect(page.getByRole("link", { name: t("byHand.student.edit") })).toHaveCount(0);

      for (const { id } of [left, other]) {
        expect((await page.goto(`/students/${id}`))?.status()).toBe(404);
        await expect(
          page.getByRole("heading", { level: 1, name: t("messages.notFoundTitle") }),
        ).toBeVisible();
      }
      for (const path of ["/mentors", `/students/${own.id}/edit`, "/utilization"]) {
        expect((await page.goto(path))?.status(), path).toBe(403);
        await expect(
          page.getByRole("heading", { level: 1, name: t("messages.forbiddenTitle") }),
          path,
        ).toBeVisible();
      }
      await context.close();
    });

    test("a mentor keeps the own password, calendar, language and colours", async ({ browser, baseURL }) => {
      const url = baseURL ?? "";
      const context = await browser.newContext({ baseURL: url, reducedMotion: "reduce" });
      await context.addCookies([{ name: "locale", value: locale, url }]);
      const page = await context.newPage();
      await page.goto("/login?next=/settings");
      await signIn(page, PASSWORD);
      // The first of the settings that a mentor has.
      await expect(page).toHaveURL(/\/settings\/password$/);
      await page.waitForLoadState("load");

      const [calendar, language] = locale === "fa" ? ["gregory", "en"] : ["persian", "fa"];
      await account(page).click();
      await page.getByRole("button", { name: t("nav.dark"), exact: true }).click();
      const stored = page.waitForResponse((answer) => answer.request().method() === "POST");
      await page.getByRole("button", { name: t(`nav.${calendar}`), exact: true }).click();
      await stored;
      await page.reload();
      const root = page.locator("html");
      await expect(root).toHaveAttribute("data-theme", "dark");
      await expect(root).toHaveAttribute("data-calendar", calendar ?? "");
      await account(page).click();
      await page.getByRole("button", { name: language === "en" ? "English" : "فارسی", exact: true }).click();
      await expect(root).toHaveAttribute("lang", language ?? "");
      await expect(root).toHaveAttribute("data-calendar", calendar ?? "");
      await page.getByRole("button", { name: locale === "en" ? "English" : "فارسی", exact: true }).click();
      await expect(root).toHaveAttribute("lang", locale);
      await page.keyboard.press("Escape");

      const [current, renewed, again] = ["passwordCurrent", "passwordNew", "passwordRepeat"].map((key) =>
        page.getByLabel(t(`settings.${key}`), { exact: true }),
      );
      await current?.fill(PASSWORD);
      await renewed?.fill(RENEWED);
      await again?.fill(RENEWED);
      await page.getByRole("button", { name: t("settings.passwordChange") }).click();
      await expect(page.getByText(t("settings.passwordChanged"))).toBeVisible();

      await account(page).click();
      await page.getByRole("button", { name: t("nav.signOut") }).click();
      await expect(page).toHaveURL(/\/login/);
      await page.waitForLoadState("load");
      await signIn(page, PASSWORD);
      await expect(page.getByRole("alert").first()).toBeVisible();
      await expect(page.getByLabel(t("auth.password"), { exact: true })).toHaveValue("");
      await signIn(page, RENEWED);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
      await context.close();
    });
  });
}
