import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { formatCode } from "@/lib/i18n/format";
import { expect, holding, query, test } from "./fixtures";
import { expectFocus, goBy, press, type } from "./keys";
import {
  lateStudents,
  managers,
  mentors,
  RIGHT_ID,
  roster,
  schools,
  students,
  type Upload,
  WRONG_ID,
} from "./sample";
import { applyAll, choose, send, uploadStudents } from "./upload";
import { wordsOf } from "./words";

test.describe.configure({ mode: "serial" });

/** Data of a kind only: people and years stay. */
test.beforeAll(async () => {
  await query(`TRUNCATE "دانش_آموزان", "منتورها", managers, schools, special_schools, runs, import_batches, exports,
    "شمارنده_ها", run_events, jobs, outbox_events CASCADE`);
});

/** Brings a file in as staff do, up to its preview. */
const upload = async (page: Page, kind: string, file: Upload) => {
  await page.goto("/imports/new?year=1404");
  await choose(page, file, () =>
    page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check({ force: true }),
  );
  await send(page);
};

const status = (page: Page, words: string) => page.locator("header").getByText(words, { exact: true });

test("staff bring in managers, schools, the roster and mentors", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  for (const [kind, file] of [
    ["مدیران", managers()],
    ["مدارس", schools()],
    ["فهرست مدارس خاص", roster()],
    ["پشتیبان‌ها", mentors()],
  ] as const) {
    await upload(page, kind, file);
    await applyAll(page);
  }
  const rows = await query<{ name: string }>(`SELECT "نام" AS name FROM "منتورها" ORDER BY 1`);
  expect(rows.map((row) => row.name)).toContain("مینا کریمی");
});

test("a wrong row waits in quarantine, is fixed, and everything is applied", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await upload(page, "دانش‌آموزان", students());
  await expect(page.getByText("۱ ردیف در قرنطینه است", { exact: false })).toBeVisible();
  await page.getByRole("link", { name: "دیدن قرنطینه" }).click();
  await expect(page.getByText("رقم کنترل کد ملی درست نیست", { exact: false }).first()).toBeVisible();

  await page.getByRole("button", { name: "اصلاح" }).click();
  const editor = page.getByRole("dialog");
  const cell = editor.getByLabel("کد ملی");
  await expect(cell).toHaveValue(WRONG_ID);
  await cell.fill(RIGHT_ID);
  await editor.getByRole("button", { name: "ذخیره و بررسی" }).click();
  await expect(page.getByText("ردیف درست شد و از قرنطینه بیرون آمد.")).toBeVisible();
  await applyAll(page);
  const [count] = await query<{ n: number }>(`SELECT count(*)::int AS n FROM "دانش_آموزان"`);
  expect(count?.n).toBe(40);
});

test("a run is planned, reviewed with its reasons, and published before one's eyes", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto("/runs/new");
  const waiting = page.locator("main").getByText("دانش‌آموزان در انتظار").locator("..");
  await expect(waiting).toContainText("۴۰");
  await page.getByRole("button", { name: "ساختن برنامه" }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  await expect(status(page, "برنامه آماده")).toBeVisible();

  const [run] = await query<{ placed: number; unplaced: number }>(
    "SELECT placed, needs_new_mentor AS unplaced FROM runs",
  );
  expect((run?.placed ?? 0) + (run?.unplaced ?? 0)).toBe(40);
  expect(run?.unplaced).toBeGreaterThan(0);
  await page
    .getByRole("navigation", { name: "بخش‌های اجرا" })
    .getByRole("link", { name: /بی‌پشتیبان‌ها/ })
    .click();
  await page.getByRole("table").getByRole("link", { name: "چرا؟" }).first().click();
  await expect(page.getByRole("heading", { name: "قیف قاعده‌ها" })).toBeVisible();
  await expect(page.getByText("همهٔ پشتیبان‌ها", { exact: true })).toBeVisible();
  await page.goBack();

  // The transaction of the first chunk waits for this lock, so that the bar can be seen.
  const lock = await holding(`SELECT 1 FROM "منتورها" FOR UPDATE`);
  await page.getByRole("button", { name: "انتشار", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "منتشر کن" }).click();
  await expect(page.getByRole("progressbar", { name: "انتشار" })).toBeVisible();
  await expect(status(page, "در حال انتشار")).toBeVisible();
  await lock.release();
  await expect(status(page, "منتشرشده")).toBeVisible();

  const [written] = await query<{ placed: number; counters: number }>(
    `SELECT count(*) FILTER (WHERE "وضعیت" = 'OK')::int AS placed,
      (SELECT count(*)::int FROM counter_ledger) AS counters FROM "تخصیص_ها"`,
  );
  expect(written).toEqual({ placed: run?.placed, counters: run?.placed });
});

test("a second run with nobody waiting is refused in words", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await query(`UPDATE "دانش_آموزان" SET "توقف_تخصیص" = true WHERE "شمارنده" IS NULL`);
  await page.goto("/runs/new");
  await expect(page.getByText("اجرای تازه‌ای پذیرفته نمی‌شود", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "ساختن برنامه" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "RUN_NO_STUDENTS" })).toContainText(
    "دانش‌آموزی برای تخصیص نیست",
  );
  await query(`UPDATE "دانش_آموزان" SET "توقف_تخصیص" = false`);
});

test("a manager sees how full their own mentors are, and no others", async ({ open }) => {
  const page = await open({ role: "MANAGER", centers: [2] });
  await page.goto("/utilization");
  const grid = page.getByRole("grid").first();
  await expect(grid).toBeVisible();
  await expect(page.getByText("حمید رستگار").first()).toBeVisible();
  await expect(page.getByText("سارا فلاحی")).toHaveCount(0);
  await page.goto("/runs/new");
  await expect(page.getByRole("heading", { name: "اجازهٔ دیدن این صفحه را ندارید" })).toBeVisible();
});

test("staff make the file for the registration system, an auditor downloads it whole", async ({ open }) => {
  const staff = await open({ role: "OPERATOR" });
  await staff.goto("/runs");
  await staff
    .getByRole("table")
    .getByRole("link", { name: /^اجرای/ })
    .first()
    .click();
  await staff.getByRole("link", { name: "خروجی ثبت" }).click();
  await staff.getByRole("button", { name: "ساختن خروجی" }).click();
  await expect(status(staff, "آماده")).toBeVisible();

  const auditor = await open({ role: "AUDITOR" });
  await auditor.goto("/exports");
  const [download] = await Promise.all([
    auditor.waitForEvent("download"),
    auditor
      .getByRole("link", { name: /دانلود/ })
      .first()
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^ImportToSabt_1404-ALL_\d{14}_\d+\.xlsx$/);
  const bytes = await fs.readFile((await download.path()) ?? "");
  const [made] = await query<{ sha256: string; rows: number }>(
    "SELECT files->0->>'sha256' AS sha256, row_count AS rows FROM exports",
  );
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(made?.sha256);
  await expect(auditor.locator(`[title="${made?.sha256}"]`).first()).toBeVisible();
  const [{ n } = { n: 0 }] = await query<{ n: number }>(
    "SELECT count(*)::int AS n FROM audit_log WHERE action LIKE '%download%' AND role = 'AUDITOR'",
  );
  expect(n).toBe(1);
});

test("an auditor may look at everything and change nothing", async ({ open }) => {
  const page = await open({ role: "AUDITOR" });
  await page.goto("/runs");
  await expect(page.getByRole("link", { name: "اجرای تازه" })).toHaveCount(0);
  await page
    .getByRole("table")
    .getByRole("link", { name: /^اجرای/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { name: "نتیجه به تفکیک مرکز و جنسیت" })).toBeVisible();
  await expect(page.getByRole("button", { name: "برگرداندن اجرا" })).toHaveCount(0);
  await page.goto("/imports/new");
  await expect(page.getByRole("heading", { name: "اجازهٔ دیدن این صفحه را ندارید" })).toBeVisible();
  await page.goto("/audit");
  await expect(page.getByRole("table")).toContainText("رضا کارشناس");
});

test("in English: late students are placed by a run of their own, the others stay where they are", async ({
  open,
}) => {
  const before = await query<{ id: string; mentor: number }>(
    `SELECT "کد_ملی" AS id, "شناسه_منتور" AS mentor FROM "تخصیص_ها" WHERE "وضعیت" = 'OK' ORDER BY 1`,
  );
  const page = await open({ role: "OPERATOR", locale: "en", theme: "dark" });
  await uploadStudents(page, lateStudents(), "en");
  await applyAll(page, "en");

  await page.goto("/runs/new");
  await page.getByRole("button", { name: "Make the plan" }).click();
  await expect(status(page, "Planned")).toBeVisible();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await expect(status(page, "Published")).toBeVisible();
  const after = await query<{ id: string; mentor: number }>(
    `SELECT "کد_ملی" AS id, "شناسه_منتور" AS mentor FROM "تخصیص_ها" WHERE "وضعیت" = 'OK' ORDER BY 1`,
  );
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.length).toBeGreaterThan(before.length);
});

test("an exported run is taken back only with a typed word; counters stay with their students", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto("/runs?sort=number");
  await page
    .getByRole("table")
    .getByRole("link", { name: /^اجرای/ })
    .first()
    .click();
  await page.getByRole("button", { name: "برگرداندن اجرا" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "برگردان" })).toBeDisabled();
  await dialog.getByLabel("برای تأیید «برگردان» را بنویسید").fill("برگردان");
  await dialog.getByRole("button", { name: "برگردان" }).click();
  await expect(status(page, "برگردانده‌شده")).toBeVisible();
  const [left] = await query<{ loads: number; counters: number }>(
    `SELECT (SELECT sum("بار_تخصیص")::int FROM "منتورها") AS loads,
      (SELECT count("شمارنده")::int FROM "دانش_آموزان") AS counters`,
  );
  const [second] = await query<{ placed: number }>("SELECT placed FROM runs ORDER BY number DESC LIMIT 1");
  expect(left?.loads).toBe(second?.placed);
  expect(left?.counters).toBeGreaterThan(left?.loads ?? 0);
});

for (const locale of ["fa", "en"] as const)
  test(`from the plan to the file and back again without a mouse (${locale})`, async ({ open }) => {
    const t = wordsOf(locale);
    const page = await open({ role: "OPERATOR", locale });
    const dialog = page.getByRole("dialog");
    const pressButton = (within: Page | Locator, key: string) =>
      press(page, within.getByRole("button", { name: t(key), exact: true }));
    /** The state of what is looked at has changed before one's eyes, and the keys lead on from where one was. */
    const arrive = async (state: string) => {
      await expect(status(page, t(`ui.status.${state}`))).toBeVisible();
      await expectFocus(page);
    };
    const loads = async () => {
      const [row] = await query<{ sum: number }>(`SELECT sum("بار_تخصیص")::int AS sum FROM "منتورها"`);
      return row?.sum ?? 0;
    };
    const before = await loads();

    await page.goto("/");
    await goBy(page, t("nav.palette.start.newRun"), locale);
    await expect(page).toHaveURL(/\/runs\/new/);
    await pressButton(page, "runs.start.submit");
    await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
    await arrive("PLANNED");
    await pressButton(page, "runs.actions.publish.button");
    await pressButton(dialog, "runs.actions.publish.confirm");
    await arrive("PUBLISHED");
    expect(await loads()).toBeGreaterThan(before);

    await press(page, page.getByRole("link", { name: t("runs.actions.export") }));
    await expect(page).toHaveURL(/\/exports\/new/);
    await pressButton(page, "exports.start.submit");
    await arrive("READY");
    const file = page.getByRole("link", { name: t("exports.download") }).first();
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, file)]);
    expect(download.suggestedFilename()).toMatch(/^ImportToSabt_1404-.*\.xlsx$/);

    const [run] = await query<{ number: number }>("SELECT number FROM runs ORDER BY number DESC LIMIT 1");
    const number = formatCode(locale, run?.number ?? 0);
    await goBy(page, t("nav.palette.numbered.runs").replace("{number}", number), locale);
    await arrive("PUBLISHED");
    await pressButton(page, "runs.actions.revert.button");
    await type(page, dialog.getByRole("textbox"), t("runs.actions.revert.word"));
    await pressButton(dialog, "runs.actions.revert.confirm");
    await arrive("REVERTED");
    expect(await loads()).toBe(before);
  });
