import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, query, test } from "./fixtures";

const WORDS = {
  fa: {
    news: /^خبرها/,
    panel: "خبرها",
    failed: /ساخته نشد/,
    help: "راهنمای این صفحه",
    guide: "راهنما",
    section: "پشتیبان‌ها",
    other: "English",
  },
  en: {
    news: /^News/,
    panel: "News",
    failed: /could not be made/,
    help: "Help on this page",
    guide: "Guide",
    section: "Mentors",
    other: "فارسی",
  },
} as const;

/** A failed export of somebody: the smallest thing there is to hear of. */
const failExportOf = async (username: string): Promise<string> => {
  const id = randomUUID();
  await query("INSERT INTO exports (id, profile, year, state) VALUES ($1, 'sabt', 1404, 'FAILED')", [id]);
  await query(
    `INSERT INTO jobs (id, kind, subject, subject_id, state, error_code, correlation_id, created_by, finished_at)
     SELECT gen_random_uuid(), 'make-export', 'export', $1::uuid, 'FAILED', 'EXPORT_EMPTY', 'e2e', id, now() FROM users WHERE username = $2`,
    [id, username],
  );
  return id;
};

for (const locale of ["fa", "en"] as const) {
  const words = WORDS[locale];

  test(`by keyboard one hears what became of one's work, goes there, and it is no longer news (${locale})`, async ({
    open,
  }) => {
    const page = await open({ role: "OPERATOR", locale });
    await query("UPDATE users SET notices_seen_at = now() WHERE username = 'e2e-operator-all'");
    const id = await failExportOf("e2e-operator-all");
    await page.goto("/settings/password");
    await expect(page.getByRole("button", { name: words.news }).getByText(/[1۱]/)).toBeVisible();
    await page.locator("main").focus();
    await page.keyboard.press("n");
    const panel = page.getByRole("dialog", { name: words.panel });
    const link = panel.getByRole("link", { name: words.failed }).first();
    await expect(link).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").setLegacyMode().analyze();
    expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
    await link.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`/exports/${id}$`));
    await expect(panel).toBeHidden();
    await page.reload();
    await expect(page.getByRole("button", { name: words.news })).toBeVisible();
    await expect(page.getByRole("button", { name: words.news }).getByText(/[1-9۱-۹]/)).toBeHidden();
  });

  test(`help opens the guide at the section about the page, in the reader's language (${locale})`, async ({
    open,
  }) => {
    const page = await open({ role: "MANAGER", locale });
    await page.goto("/mentors");
    await page.getByRole("link", { name: words.help }).click();
    await expect(page).toHaveURL(/\/help#mentors$/);
    await expect(page.getByRole("heading", { level: 1, name: words.guide })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: words.section, exact: true })).toBeInViewport();
  });

  test(`the language changes without losing the address or what was typed (${locale})`, async ({ open }) => {
    const page = await open({ role: "AUDITOR", locale });
    await page.goto("/settings/password?from=there");
    const field = page.locator("input[type=password]").first();
    await field.fill("half a sentence");
    await page.locator("header button[aria-expanded]").last().click();
    await page.getByRole("button", { name: words.other }).click();
    const other = locale === "fa" ? "en" : "fa";
    await expect(page.locator("html")).toHaveAttribute("lang", other);
    await expect(page.locator("html")).toHaveAttribute("dir", other === "fa" ? "rtl" : "ltr");
    await expect(field).toHaveValue("half a sentence");
    await expect(page).toHaveURL(/\/settings\/password\?from=there$/);
  });
}

test("nobody hears of the work of others", async ({ open }) => {
  await open({ role: "OPERATOR" });
  await failExportOf("e2e-operator-all");
  const page = await open({ role: "AUDITOR" });
  await page.goto("/");
  await page.getByRole("button", { name: WORDS.fa.news }).click();
  await expect(page.getByRole("dialog", { name: WORDS.fa.panel })).toBeVisible();
  await expect(page.getByRole("link", { name: WORDS.fa.failed })).toHaveCount(0);
});
