import fs from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import ExcelJS from "exceljs";
import { formatCode } from "@/lib/i18n/format";
import { LIST_NAMES } from "@/lib/lists/names";
import { expect, query, test } from "./fixtures";
import { registration } from "./sample";
import { storeManager } from "./things";
import { uploadStudents } from "./upload";

/** Far from the ids of the sample and of other journeys. */
const MANAGER = 640_000;
const COUNT = 60;
const LIST = `/mentors?manager=${MANAGER}`;
const VIEW = "پشتیبان‌های آزمون جدول";

test.beforeAll(async () => {
  await storeManager(MANAGER, "مدیر جدول");
  await query(
    `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "شناسه_مدیر")
     SELECT $1 + n, 'جدولی ' || n, 'جدولی ' || n, 1, 'NORMAL', 10, 1404, $1 FROM generate_series(1, $2::int) n
     ON CONFLICT ("شناسه_منتور") DO UPDATE SET "فعال" = true, "امکان_جذب" = true`,
    [MANAGER, COUNT],
  );
});

/** What else is in the database is left to the other journeys. */
test.afterAll(async () => {
  await query(`UPDATE "منتورها" SET "فعال" = false WHERE "شناسه_مدیر" = $1`, [MANAGER]);
  await query("DELETE FROM saved_views");
});

const menuOf = (page: Page) => page.locator("main details").first();
const openMenu = async (page: Page) => {
  await menuOf(page).locator("summary").click();
  await expect(page.getByRole("button", { name: "ذخیرهٔ نمای کنونی" })).toBeVisible();
};
const pathOf = async (download: Download): Promise<string> => (await download.path()) ?? "";

test("a view is saved, survives a reload, is shared, and a colleague opens the same rows with it", async ({
  open,
}) => {
  const page = await open({ role: "ADMIN" });
  await page.goto(`${LIST}&sort=-id`);
  await openMenu(page);
  await page.getByRole("button", { name: "ذخیرهٔ نمای کنونی" }).click();
  await page.getByLabel("نام نما").fill(VIEW);
  await page.getByRole("button", { name: "ذخیره", exact: true }).click();
  await expect(page).toHaveURL(/view=/);
  await page.reload();
  await expect(menuOf(page).locator("summary")).toContainText(VIEW);
  await openMenu(page);
  await page.getByRole("button", { name: "اشتراک با همکاران" }).click();
  await expect(page.getByText("هر کس این صفحه را می‌بیند، این نما را هم می‌بیند.")).toBeVisible();

  const other = await open({ role: "AUDITOR" });
  await other.goto("/mentors");
  await menuOf(other).locator("summary").click();
  await other.getByRole("link", { name: VIEW }).click();
  await expect(other).toHaveURL(new RegExp(`manager=${MANAGER}`));
  await expect(other.getByRole("link", { name: `جدولی ${COUNT}` })).toBeVisible();
  await expect(other.getByRole("button", { name: "تغییر نام" })).toHaveCount(0);
  await other.goBack();
  await expect(other).toHaveURL(/\/mentors$/);
  await other.goForward();
  await expect(other).toHaveURL(new RegExp(`manager=${MANAGER}.*view=`));
});

test("what is shown leaves as a csv and a workbook: all rows of the filter, the columns on the page", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`${LIST}&sort=-id&hide=groups`);
  await expect(page.getByRole("columnheader").first()).toBeVisible();
  const heads = (await page.getByRole("columnheader").allInnerTexts()).map((text) => text.trim());
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /CSV/ }).click(),
  ]);
  expect(csv.suggestedFilename()).toMatch(/^mentors-\d{8}-\d{4}\.csv$/);
  const lines = (await fs.readFile(await pathOf(csv), "utf8")).trim().split("\r\n");
  expect(lines).toHaveLength(COUNT + 1);
  for (const head of ["نام", "کد کارمندی", "مدیر", "مراکز"]) {
    expect(heads).toContain(head);
    expect(lines[0]).toContain(`"${head}"`);
  }
  expect(heads).not.toContain("گروه‌های آزمایشی");
  expect(lines[0]).not.toContain("گروه‌های آزمایشی");
  expect(lines[1]).toContain(`"${MANAGER + COUNT}"`);

  const [xlsx] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /Excel/ }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await pathOf(xlsx));
  const [sheet] = book.worksheets;
  expect(sheet?.views[0]?.rightToLeft).toBe(true);
  expect(sheet?.rowCount).toBe(COUNT + 1);
});

test("rows are chosen across pages and closed together; back and forward lead through the pages", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(LIST);
  await page.getByRole("checkbox", { name: "انتخاب همهٔ ردیف‌های این صفحه" }).check();
  await expect(page.getByText("۲۵ ردیف انتخاب شده")).toBeVisible();
  await page.getByRole("link", { name: "صفحهٔ بعد" }).click();
  await expect(page).toHaveURL(/page=2/);
  await page
    .getByRole("checkbox", { name: /^انتخاب جدولی/ })
    .first()
    .check();
  await expect(page.getByText("۲۶ ردیف انتخاب شده")).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/page=2/);
  await page.goForward();
  await expect(page).toHaveURL(/page=2/);
  await page.reload();
  await expect(page.getByText("۲۶ ردیف انتخاب شده")).toBeVisible();

  await page.getByRole("button", { name: "نپذیرفتن دانش‌آموز تازه" }).click();
  await page.getByRole("button", { name: "نپذیرد", exact: true }).click();
  await expect(page.getByText("۲۶ ردیف انجام شد.")).toBeVisible();
  await expect(page.getByText("هیچ ردیفی انتخاب نشده است")).toBeVisible();
  const [closed] = await query<{ n: string }>(
    `SELECT count(*) AS n FROM "منتورها" WHERE "شناسه_مدیر" = $1 AND NOT "امکان_جذب"`,
    [MANAGER],
  );
  expect(Number(closed?.n)).toBe(26);
});

test("an address beyond the last page says so and leads to the last", async ({ open }) => {
  const page = await open({ role: "ADMIN" });
  await page.goto(`${LIST}&page=9`);
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.getByRole("link", { name: "رفتن به صفحهٔ آخر" }).click();
  await expect(page).toHaveURL(/page=3/);
  await expect(page.getByRole("row")).toHaveCount(11);
});

test("plans are chosen and thrown away together, the others stay", async ({ open }) => {
  const runs = await query<{ id: string; number: number }>(
    `INSERT INTO runs (id, year, state, created_by_name)
     SELECT gen_random_uuid(), 1404, 'PLANNED', 'آزمون جدول' FROM generate_series(1, 3) RETURNING id, number`,
  );
  const [kept, ...gone] = runs.map(({ number }) => number).sort((a, b) => a - b);
  const page = await open({ role: "OPERATOR" });
  await page.goto("/runs?state=PLANNED&sort=-number");
  for (const number of gone)
    await page
      .getByRole("checkbox", { name: `انتخاب اجرای ${formatCode("fa", number)}`, exact: true })
      .check();
  await page.getByRole("button", { name: "دور انداختن برنامه‌ها" }).click();
  await page.getByRole("button", { name: "دور بینداز", exact: true }).click();
  await expect(page.getByText("۲ ردیف انجام شد.")).toBeVisible();
  const planned = await query<{ number: number }>(
    "SELECT number FROM runs WHERE state = 'PLANNED' AND created_by_name = 'آزمون جدول'",
  );
  expect(planned.map(({ number }) => number)).toEqual([kept]);
  await query("UPDATE runs SET state = 'DISCARDED' WHERE created_by_name = 'آزمون جدول'");
});

test("rows are rejected for one reason as they were seen: only those of the page, which is told where it is gone", async ({
  open,
}) => {
  const page = await open({ role: "OPERATOR" });
  const wrong = Array.from({ length: 27 }, (_, i) => ({ index: 2_100 + i, group: "ناشناخته" }));
  await uploadStudents(page, registration("reject.xlsx", wrong));
  await expect(page.getByRole("link", { name: "جدول اصلاح" })).toBeVisible();
  const batch = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.goto(`/quarantine?batch=${batch}`);
  await page.getByRole("row").nth(1).getByRole("checkbox").check();
  await page.getByRole("link", { name: "صفحهٔ بعد" }).click();
  await expect(page).toHaveURL(/page=2/);
  const reject = page.getByRole("button", { name: "رد کردن انتخاب‌شده‌ها" });
  await expect(page.getByText("فقط با ردیف‌های همین صفحه می‌شود")).toBeVisible();
  await expect(reject).toBeDisabled();
  await page.getByRole("button", { name: "لغو انتخاب" }).click();
  await page.getByRole("checkbox", { name: "انتخاب همهٔ ردیف‌های این صفحه" }).check();
  await reject.click();
  await page.getByRole("dialog").getByRole("textbox").fill("نسخهٔ آزمایشی بود");
  await page.getByRole("dialog").getByRole("button", { name: "رد کردن انتخاب‌شده‌ها" }).click();
  await expect(page.getByText("۲ ردیف انجام شد.")).toBeVisible();
  await page.getByRole("link", { name: "رفتن به صفحهٔ آخر" }).click();
  await expect(page.getByRole("row")).toHaveCount(26);
  const left = await query("SELECT FROM import_rows WHERE batch_id = $1 AND status = 'QUARANTINED'", [batch]);
  expect(left).toHaveLength(25);
});

test("several values of a filter stand in the address and are taken away one by one", async ({ open }) => {
  const page = await open({ role: "OPERATOR" });
  await page.goto(`/mentors?load=FREE,IDLE&manager=${MANAGER}`);
  const chips = page.getByRole("button", { name: /^برداشتن پالایه/ });
  await expect(chips).toHaveCount(3);
  await chips.first().click();
  await expect(page).toHaveURL(/load=IDLE/);
  await expect(chips).toHaveCount(2);
  await page.goBack();
  await expect(chips).toHaveCount(3);
});

test("no list makes its page scroll sideways on a small phone", async ({ open }) => {
  const page = await open({ role: "ADMIN", width: 320 });
  for (const list of LIST_NAMES) {
    await page.goto(`/${list}`);
    await expect(page.getByText("نماها").first()).toBeVisible();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(over, list).toBeLessThanOrEqual(0);
  }
});
