import fs from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import ExcelJS from "exceljs";
import { formatCode } from "@/lib/i18n/format";
import { LIST_NAMES } from "@/lib/lists/names";
import { expect, query, test } from "./fixtures";
import { registration } from "./sample";
import { storeManager } from "./things";
import { uploadStudents } from "./upload";
import { LANGUAGES, wordsOf } from "./words";

/** Far from the ids of the sample and of other journeys, and of each language its own. */
const MANAGERS = { fa: 640_000, en: 641_000 };
const FIRST_STUDENT = { fa: 2_100, en: 2_200 };
const COUNT = 60;

const menuOf = (page: Page) => page.locator("main details").first();
const pathOf = async (download: Download): Promise<string> => (await download.path()) ?? "";

for (const locale of LANGUAGES) {
  const t = wordsOf(locale);
  const manager = MANAGERS[locale];
  const list = `/mentors?manager=${manager}`;
  const view = `نمای آزمون جدول ${locale}`;
  const chosen = (count: number) => t("ui.bulk.chosen", { count });
  const done = (count: number) => t("ui.bulk.report", { done: count, left: 0 });
  const openMenu = async (page: Page) => {
    await menuOf(page).locator("summary").click();
    await expect(page.getByRole("button", { name: t("ui.views.save") })).toBeVisible();
  };

  test.describe(`in ${locale}`, () => {
    test.beforeAll(async () => {
      await storeManager(manager, `مدیر جدول ${locale}`);
      await query(
        `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "سال_بار", "شناسه_مدیر")
     SELECT $1 + n, 'جدولی ' || n, 'جدولی ' || n, 1, 'NORMAL', 10, 1404, $1 FROM generate_series(1, $2::int) n
     ON CONFLICT ("شناسه_منتور") DO UPDATE SET "فعال" = true, "امکان_جذب" = true`,
        [manager, COUNT],
      );
    });

    /** What else is in the database is left to the other journeys. */
    test.afterAll(async () => {
      await query(`DELETE FROM "منتورها" WHERE "شناسه_مدیر" = $1`, [manager]);
      await query("DELETE FROM managers WHERE id = $1", [manager]);
      await query("DELETE FROM saved_views WHERE name = $1", [view]);
    });

    test("a view is saved, survives a reload, is shared, and a colleague opens the same rows with it", async ({
      open,
    }) => {
      const page = await open({ role: "ADMIN", locale });
      await page.goto(`${list}&sort=-id`);
      await openMenu(page);
      await page.getByRole("button", { name: t("ui.views.save") }).click();
      await page.getByLabel(t("ui.views.name")).fill(view);
      await page.getByRole("button", { name: t("ui.views.submit"), exact: true }).click();
      await expect(page).toHaveURL(/view=/);
      await page.reload();
      await expect(menuOf(page).locator("summary")).toContainText(view);
      await openMenu(page);
      await page.getByRole("button", { name: t("ui.views.share") }).click();
      await expect(page.getByText(t("ui.views.sharedDone"))).toBeVisible();

      const other = await open({ role: "AUDITOR", locale });
      await other.goto("/mentors");
      await menuOf(other).locator("summary").click();
      await other.getByRole("link", { name: view }).click();
      await expect(other).toHaveURL(new RegExp(`manager=${manager}`));
      await expect(other.getByRole("link", { name: `جدولی ${COUNT}` })).toBeVisible();
      await expect(other.getByRole("button", { name: t("ui.views.rename") })).toHaveCount(0);
      await other.goBack();
      await expect(other).toHaveURL(/\/mentors$/);
      await other.goForward();
      await expect(other).toHaveURL(new RegExp(`manager=${manager}.*view=`));
    });

    test("what is shown leaves as a csv and a workbook: all rows of the filter, the columns on the page", async ({
      open,
    }) => {
      const page = await open({ role: "OPERATOR", locale });
      await page.goto(`${list}&sort=-id&hide=groups`);
      await expect(page.getByRole("columnheader").first()).toBeVisible();
      const heads = (await page.getByRole("columnheader").allInnerTexts()).map((text) => text.trim());
      const [csv] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: /CSV/ }).click(),
      ]);
      expect(csv.suggestedFilename()).toMatch(/^mentors-\d{8}-\d{4}\.csv$/);
      const lines = (await fs.readFile(await pathOf(csv), "utf8")).trim().split("\r\n");
      expect(lines).toHaveLength(COUNT + 1);
      for (const column of ["name", "id", "manager", "centers"]) {
        const head = t(`mentors.col.${column}`);
        expect(heads).toContain(head);
        expect(lines[0]).toContain(`"${head}"`);
      }
      expect(heads).not.toContain(t("mentors.col.groups"));
      expect(lines[0]).not.toContain(t("mentors.col.groups"));
      expect(lines[1]).toContain(`"${manager + COUNT}"`);

      const [xlsx] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: /Excel/ }).click(),
      ]);
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(await pathOf(xlsx));
      const [sheet] = book.worksheets;
      expect(sheet?.views[0]?.rightToLeft ?? false).toBe(locale === "fa");
      expect(sheet?.rowCount).toBe(COUNT + 1);
    });

    test("rows are chosen across pages and closed together; back and forward lead through the pages", async ({
      open,
    }) => {
      const page = await open({ role: "OPERATOR", locale });
      await page.goto(list);
      await page.getByRole("checkbox", { name: t("ui.bulk.page") }).check();
      await expect(page.getByText(chosen(25))).toBeVisible();
      await page.getByRole("link", { name: t("ui.table.next") }).click();
      await expect(page).toHaveURL(/page=2/);
      await page
        .getByRole("checkbox", { name: t("ui.bulk.row", { name: "جدولی" }) })
        .first()
        .check();
      await expect(page.getByText(chosen(26))).toBeVisible();
      await page.goBack();
      await expect(page).not.toHaveURL(/page=2/);
      await page.goForward();
      await expect(page).toHaveURL(/page=2/);
      await page.reload();
      await expect(page.getByText(chosen(26))).toBeVisible();

      await page.getByRole("button", { name: t("mentors.actions.close") }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("mentors.actions.closeConfirm") })
        .click();
      await expect(page.getByText(done(26))).toBeVisible();
      await expect(page.getByText(chosen(0))).toBeVisible();
      const [closed] = await query<{ n: string }>(
        `SELECT count(*) AS n FROM "منتورها" WHERE "شناسه_مدیر" = $1 AND NOT "امکان_جذب"`,
        [manager],
      );
      expect(Number(closed?.n)).toBe(26);
    });

    test("an address beyond the last page says so and leads to the last", async ({ open }) => {
      const page = await open({ role: "ADMIN", locale });
      await page.goto(`${list}&page=9`);
      await expect(page.getByRole("table")).toHaveCount(0);
      await page.getByRole("link", { name: t("ui.table.lastPage") }).click();
      await expect(page).toHaveURL(/page=3/);
      await expect(page.getByRole("row")).toHaveCount(11);
    });

    test("plans are chosen and thrown away together, the others stay", async ({ open }) => {
      const runs = await query<{ id: string; number: number }>(
        `INSERT INTO runs (id, year, state, created_by_name)
     SELECT gen_random_uuid(), 1404, 'PLANNED', $1 FROM generate_series(1, 3) RETURNING id, number`,
        [`آزمون جدول ${locale}`],
      );
      const [kept, ...gone] = runs.map(({ number }) => number).sort((a, b) => a - b);
      const page = await open({ role: "OPERATOR", locale });
      await page.goto("/runs?state=PLANNED&sort=-number");
      for (const number of gone)
        await page
          .getByRole("checkbox", {
            name: t("ui.bulk.row", { name: t("runs.run", { number: formatCode(locale, number) }) }),
            exact: true,
          })
          .check();
      await page.getByRole("button", { name: t("runs.discardChosen.button") }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("runs.discardChosen.confirm") })
        .click();
      await expect(page.getByText(done(2))).toBeVisible();
      const planned = await query<{ number: number }>(
        "SELECT number FROM runs WHERE state = 'PLANNED' AND id = ANY($1)",
        [runs.map(({ id }) => id)],
      );
      expect(planned.map(({ number }) => number)).toEqual([kept]);
      await query("DELETE FROM runs WHERE id = ANY($1)", [runs.map(({ id }) => id)]);
    });

    test("rows are rejected for one reason as they were seen: only those of the page, which is told where it is gone", async ({
      open,
    }) => {
      const page = await open({ role: "OPERATOR", locale });
      const wrong = Array.from({ length: 27 }, (_, i) => ({
        index: FIRST_STUDENT[locale] + i,
        group: "ناشناخته",
      }));
      await uploadStudents(page, registration("reject.xlsx", wrong), locale);
      await expect(page.getByRole("link", { name: t("import.apply.openGrid") })).toBeVisible();
      const batch = new URL(page.url()).pathname.split("/").at(-1) ?? "";
      await page.goto(`/quarantine?batch=${batch}`);
      await page.getByRole("row").nth(1).getByRole("checkbox").check();
      await page.getByRole("link", { name: t("ui.table.next") }).click();
      await expect(page).toHaveURL(/page=2/);
      const reject = page.getByRole("button", { name: t("quarantine.reject.button") });
      await expect(page.getByText(t("ui.bulk.elsewhere"))).toBeVisible();
      await expect(reject).toBeDisabled();
      await page.getByRole("button", { name: t("ui.bulk.clear") }).click();
      await page.getByRole("checkbox", { name: t("ui.bulk.page") }).check();
      await reject.click();
      await page.getByRole("dialog").getByRole("textbox").fill("نسخهٔ آزمایشی بود");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: t("quarantine.reject.button") })
        .click();
      await expect(page.getByText(done(2))).toBeVisible();
      await page.getByRole("link", { name: t("ui.table.lastPage") }).click();
      await expect(page.getByRole("row")).toHaveCount(26);
      const left = await query("SELECT FROM import_rows WHERE batch_id = $1 AND status = 'QUARANTINED'", [
        batch,
      ]);
      expect(left).toHaveLength(25);
    });

    test("several values of a filter stand in the address and are taken away one by one", async ({
      open,
    }) => {
      const page = await open({ role: "OPERATOR", locale });
      await page.goto(`/mentors?load=FREE,IDLE&manager=${manager}`);
      const chips = page.getByRole("button", { name: new RegExp(`^${t("ui.filter.remove").split("{")[0]}`) });
      await expect(chips).toHaveCount(3);
      await chips.first().click();
      await expect(page).toHaveURL(/load=IDLE/);
      await expect(chips).toHaveCount(2);
      await page.goBack();
      await expect(chips).toHaveCount(3);
    });
  });
}

test("no list makes its page scroll sideways on a small phone", async ({ open }) => {
  const page = await open({ role: "ADMIN", width: 320 });
  for (const name of LIST_NAMES) {
    await page.goto(`/${name}`);
    await expect(menuOf(page)).toBeVisible();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(over, name).toBeLessThanOrEqual(0);
  }
});
