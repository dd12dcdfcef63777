import { expect, holdScripts, test } from "./fixtures";
import { openPalette } from "./keys";
import { LANGUAGES, wordsOf } from "./words";

const NOBODY = "هیچ‌کس با این نام";

for (const locale of LANGUAGES) {
  const t = wordsOf(locale);

  test(`${locale}: what is typed before the scripts have come is searched for all the same`, async ({
    open,
  }) => {
    const page = await open({ role: "OPERATOR", locale });
    const scripts = await holdScripts(page);
    await page.goto("/students", { waitUntil: "commit" });
    const field = page.getByRole("combobox", { name: t("students.search") });
    await field.fill(NOBODY);
    scripts.open();
    await expect(page.getByRole("status").filter({ hasText: t("ui.search.none") })).toBeAttached();
    await expect(field).toHaveValue(NOBODY);
  });

  test(`${locale}: no answer to a search is never told as "nobody found"`, async ({ open }) => {
    const page = await open({ role: "OPERATOR", locale });
    await page.goto("/students");
    await page.route("**/*", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    const told = page.getByRole("status").filter({ hasText: t("errors.NETWORK") });
    const field = page.getByRole("combobox", { name: t("students.search") });
    await field.fill(NOBODY);
    await expect(told).toBeAttached();
    await field.press("Escape");
    await (await openPalette(page, locale)).fill(NOBODY);
    await expect(told).toBeAttached();
    await page.unrouteAll();
    await page.keyboard.type("ی");
    await expect(page.getByRole("status").filter({ hasText: t("nav.palette.none") })).toBeAttached();
  });
}
