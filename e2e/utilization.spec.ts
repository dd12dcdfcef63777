import type { Locator, Page } from "@playwright/test";
import { foldDigits } from "@/lib/shared/text";
import { expect, type Locale, query, test } from "./fixtures";
import { reach } from "./keys";
import { nationalId } from "./sample";
import { storeManager } from "./things";
import { wordsOf } from "./words";

test.describe.configure({ mode: "serial" });

/** One manager with three mentors in two centres, of whom one is inactive, and one with a single mentor in one of them. */
const [BROAD, NARROW] = [9600, 9610];
const MENTORS = [
  { id: 9601, manager: BROAD, capacity: 10, base: 4, active: true },
  { id: 9602, manager: BROAD, capacity: 6, base: 5, active: true },
  { id: 9603, manager: BROAD, capacity: 4, base: 0, active: false },
  { id: 9611, manager: NARROW, capacity: 5, base: 5, active: true },
] as const;
const STUDENTS = [1, 2, 3].map((n) => nationalId(12_960 + n));

test.beforeAll(async () => {
  await query(`TRUNCATE "دانش_آموزان", "منتورها", managers, runs, "تخصیص_ها", jobs, outbox_events CASCADE`);
  await storeManager(BROAD, `مدیر ${BROAD}`, [0, 1]);
  await storeManager(NARROW, `مدیر ${NARROW}`);
  for (const { id, manager, capacity, base, active } of MENTORS)
    await query(
      `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار", "شناسه_مدیر", "فعال")
       VALUES ($1::int, $2::text, $2::text, 0, 'NORMAL', $3, $4, 1404, $5, $6)`,
      [id, `پشتیبان ${id}`, capacity, base, manager, active],
    );
  await query("INSERT INTO mentor_allowed_groups SELECT id, 27 FROM unnest($1::int[]) AS m(id)", [
    MENTORS.map(({ id }) => id),
  ]);
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
       "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی")
     SELECT id, gen_random_uuid(), 'نمونه', 'اشغال', 0, 1, 1, 0, 27, 1404 FROM unnest($1::text[]) AS s(id)`,
    [STUDENTS],
  );
});

const gridOf = (page: Page) => page.getByRole("grid");
const cellOf = (page: Page, manager: number, center: number) =>
  gridOf(page).locator(`[data-href="/mentors?year=1404&manager=${manager}&serves=${center}"]`);
/** Where the focus of the grid is, as row and column. */
const at = (page: Page, place: string): Locator => gridOf(page).locator(`[data-at="${place}"]`);

/** The number before a word in a sentence, in whatever digits it stands. */
const numberBefore = (sentence: string, word: RegExp): number => {
  const [, digits = ""] = new RegExp(`([0-9۰-۹]+) ${word.source}`).exec(sentence) ?? [];
  return Number(foldDigits(digits));
};

const LANGUAGES = {
  fa: { mentors: /پشتیبان/, onward: "ArrowLeft", back: "ArrowRight" },
  en: { mentors: /mentor/, onward: "ArrowRight", back: "ArrowLeft" },
} as const satisfies Record<Locale, unknown>;

for (const locale of ["fa", "en"] as const) {
  const t = wordsOf(locale);
  const { mentors, onward, back } = LANGUAGES[locale];

  test(`the map is a grid with headers, one stop of Tab, walked by arrows, and opens the list a cell counts (${locale})`, async ({
    open,
  }) => {
    const page = await open({ role: "AUDITOR", locale });
    await page.goto("/utilization");
    const grid = gridOf(page);
    await expect(grid).toHaveAccessibleName(t("utilization.managers.caption"));
    // The corner, three centres, and all of them together.
    await expect(grid.getByRole("columnheader")).toHaveCount(5);
    await expect(grid.getByRole("rowheader")).toHaveText([/9600|۹۶۰۰/, /9610|۹۶۱۰/]);
    await expect(grid.getByRole("gridcell")).toHaveCount(8);
    await expect(grid.locator('[role="gridcell"][tabindex="0"]')).toHaveCount(1);

    await reach(page, at(page, "0-0"));
    const words = (await at(page, "0-0").getAttribute("aria-label")) ?? "";
    await expect(page.getByText(words, { exact: true })).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(grid.locator("[role=gridcell]:focus")).toHaveCount(0);
    await expect(page.getByText(words, { exact: true })).toHaveCount(0);
    await page.keyboard.press("Shift+Tab");
    for (const [key, place] of [
      [back, "0-0"],
      [onward, "0-1"],
      ["ArrowDown", "1-1"],
      ["ArrowDown", "1-1"],
      ["End", "1-3"],
      ["Home", "1-0"],
      ["ArrowUp", "0-0"],
      [onward, "0-1"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(at(page, place), key).toBeFocused();
      await expect(grid.locator('[role="gridcell"][tabindex="0"]')).toHaveCount(1);
    }

    await expect(cellOf(page, BROAD, 1)).toBeFocused();
    const told = numberBefore((await cellOf(page, BROAD, 1).getAttribute("aria-label")) ?? "", mentors);
    expect(told).toBe(3);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/mentors\\?year=1404&manager=${BROAD}&serves=1$`));
    await expect(page.getByRole("table").getByRole("row")).toHaveCount(told + 1);
  });
}

test("printed, the map keeps its numbers and leaves what only a screen needs", async ({ open }) => {
  const page = await open({ role: "AUDITOR", locale: "en" });
  await page.goto("/utilization");
  const hint = page.getByText(wordsOf("en")("ui.heat.hint"));
  await expect(hint).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(cellOf(page, NARROW, 1)).toBeVisible();
  await expect(cellOf(page, NARROW, 1)).toHaveText("100%");
  await expect(hint).toBeHidden();
  await expect(page.getByRole("navigation", { name: wordsOf("en")("nav.label") })).toBeHidden();
});

/** Somebody who looks at our students per manager, on a cell; whatever comes, this window must stay. */
const watch = async (page: Page): Promise<void> => {
  await page.goto("/utilization?show=placed");
  await expect(cellOf(page, BROAD, 1)).toHaveText(/^[0۰]$/);
  await cellOf(page, BROAD, 1).focus();
  await page.evaluate(() => Object.assign(window, { isTheSame: true }));
};

test("who looks at the map sees a run published by others arrive, in the same window and on the same cell", async ({
  open,
}) => {
  const staff = await open({ role: "OPERATOR" });
  await staff.goto("/runs/new");
  await staff.getByRole("button", { name: "ساختن برنامه" }).click();
  await expect(staff.locator("header").getByText("برنامه آماده", { exact: true })).toBeVisible();

  const watchers = [
    { page: await open({ role: "AUDITOR" }), t: wordsOf("fa"), three: "۳" },
    { page: await open({ role: "MANAGER", centers: [1], locale: "en" }), t: wordsOf("en"), three: "3" },
  ];
  for (const { page, t } of watchers) {
    await watch(page);
    await expect(page.getByText(t("ui.live.live"), { exact: true })).toBeVisible();
  }
  await staff.getByRole("button", { name: "انتشار", exact: true }).click();
  await staff.getByRole("dialog").getByRole("button", { name: "منتشر کن" }).click();
  for (const { page, three } of watchers) {
    await expect(cellOf(page, BROAD, 1)).toHaveText(three);
    await expect(cellOf(page, BROAD, 1)).toBeFocused();
    await expect(page).toHaveURL(/\/utilization\?show=placed$/);
    expect(await page.evaluate(() => "isTheSame" in window)).toBe(true);
  }
});
