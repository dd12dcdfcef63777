import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { graveInBoth } from "./axe";
import { expect, query, test } from "./fixtures";
import { idOf, storePool } from "./things";
import { wordsOf } from "./words";

const t = wordsOf("fa");

/** Runs that have decided nothing, in the state whose buttons open the windows. */
const PLANNED = { id: randomUUID(), number: 990_101, state: "PLANNED" };
const PUBLISHED = { id: randomUUID(), number: 990_102, state: "PUBLISHED" };

test.beforeAll(async () => {
  await storePool();
  for (const { id, number, state } of [PLANNED, PUBLISHED])
    await query("INSERT INTO runs (id, number, year, state) VALUES ($1, $2, 1404, $3)", [id, number, state]);
});

test.afterAll(async () => {
  await query("DELETE FROM runs WHERE id = ANY($1)", [[PLANNED.id, PUBLISHED.id]]);
});

const button = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).first();
const search = (page: Page) => page.getByRole("button", { name: /^جست‌وجو/ });
const choosePage = (page: Page) => page.getByRole("checkbox", { name: t("ui.bulk.page") }).check();
const student = async () => {
  const [one] = await query<{ id: string }>(
    `SELECT "شناسه"::text AS id FROM "دانش_آموزان" WHERE NOT "توقف_تخصیص" AND NOT "انصراف" LIMIT 1`,
  );
  return `/students/${one?.id}`;
};
/** A queue with somebody in it. */
const queue = async (page: Page) => {
  await idOf(page, "batchId");
  return "/quarantine?kind=students";
};

type Window = {
  readonly name: string;
  readonly path: (page: Page) => string | Promise<string>;
  /** What must be done before it can be asked for. */
  readonly before?: (page: Page) => Promise<void>;
  readonly opener: (page: Page) => Locator;
  /** Pressed on the opener; Enter unless told. */
  readonly key?: string;
};

/** Windows that no address opens, each with what it is asked for by. Nothing is sent from any of them. */
const WINDOWS: readonly Window[] = [
  { name: "the palette", path: () => "/settings/password", opener: search },
  { name: "the help on the keys", path: () => "/settings/password", opener: search, key: "?" },
  { name: "publish", path: () => `/runs/${PLANNED.id}`, opener: button(t("runs.actions.publish.button")) },
  { name: "discard", path: () => `/runs/${PLANNED.id}`, opener: button(t("runs.actions.discard.button")) },
  { name: "revert", path: () => `/runs/${PUBLISHED.id}`, opener: button(t("runs.actions.revert.button")) },
  { name: "a row of the queue", path: queue, opener: button(t("import.edit.open")) },
  {
    name: "reject chosen rows",
    path: queue,
    before: choosePage,
    opener: button(t("quarantine.reject.button")),
  },
  { name: "hold a student", path: student, opener: button(t("students.action.hold")) },
  {
    name: "hold chosen students",
    path: () => "/students",
    before: choosePage,
    opener: button(t("students.bulk.hold")),
  },
  {
    name: "close chosen mentors",
    path: () => "/mentors",
    before: choosePage,
    opener: button(t("mentors.actions.close")),
  },
  {
    name: "save a view",
    path: () => "/students",
    before: (page) =>
      page
        .locator("main summary")
        .filter({ hasText: t("ui.views.title") })
        .press("Enter"),
    opener: button(t("ui.views.save")),
  },
];

for (const { name, path, before, opener, key = "Enter" } of WINDOWS)
  test(`a window stands in nobody's way, holds the focus and gives it back: ${name}`, async ({ open }) => {
    const page = await open({ role: "ADMIN" });
    await page.goto(await path(page));
    await expect(opener(page).or(page.locator("main summary").first()).first()).toBeVisible();
    await before?.(page);
    const dialog = page.getByRole("dialog");
    // The page may not be awake yet.
    await expect(async () => {
      if ((await dialog.count()) === 0) await opener(page).press(key);
      await expect(dialog).toBeVisible({ timeout: 3_000 });
    }).toPass();
    const holdsFocus = () => dialog.evaluate((one) => one.contains(document.activeElement));
    await expect.poll(holdsFocus, { message: "the focus is inside" }).toBe(true);
    expect.soft(await graveInBoth(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(opener(page)).toBeFocused();
  });
