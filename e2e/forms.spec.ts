import type { Page } from "@playwright/test";
import { formatCode } from "@/lib/i18n/format";
import { expect, query, test } from "./fixtures";
import { storeManager } from "./things";
import { LANGUAGES, wordsOf } from "./words";

/** Far from the ids of the sample and of the other journeys; a mentor, and a number to reach them at, for each language. */
const MANAGERS = { fa: 650_000, en: 651_000 };
const MOBILES = { fa: "09120000001", en: "09120000002" };

for (const locale of LANGUAGES) {
  const t = wordsOf(locale);
  const manager = MANAGERS[locale];
  const managerName = `مدیر فرم ${locale}`;
  const mentor = manager + 1;
  const mobile = MOBILES[locale];
  const edit = `/mentors/${mentor}/edit`;

  const stored = async () =>
    (
      await query<{ name: string; capacity: number; mobile: string | null; groups: number[] }>(
        `SELECT m."نام" AS name, m."ظرفیت" AS capacity, m."شماره_تلفن" AS mobile,
         array(SELECT group_code FROM mentor_allowed_groups WHERE mentor_id = m."شناسه_منتور" ORDER BY 1) AS groups
       FROM "منتورها" m WHERE m."شناسه_منتور" = ${mentor}`,
      )
    )[0];

  const asks = (page: Page) => page.getByRole("dialog", { name: t("ui.leave.title") });
  const check = (page: Page) => page.getByRole("button", { name: t("byHand.mentor.check") });
  const save = (page: Page) =>
    page
      .getByRole("region", { name: t("byHand.review.title") })
      .getByRole("button", { name: t("byHand.review.save") });

  test.describe(`in ${locale}`, () => {
    test.describe.configure({ mode: "serial" });

    test.beforeAll(async () => {
      await storeManager(manager, managerName);
      await query(
        `INSERT INTO "منتورها" ("شناسه_منتور", "نام", "کلید_نام", "جنسیت", "نوع", "ظرفیت", "بار_پایه", "سال_بار", "شناسه_مدیر")
     VALUES (${mentor}, 'مینا فرمی', 'مینا فرمی', 0, 'NORMAL', 10, 2, 1404, ${manager})`,
      );
      await query(`INSERT INTO mentor_allowed_groups VALUES (${mentor}, 27)`);
    });

    /** What else is in the database is left to the other journeys. */
    test.afterAll(async () => {
      await query(`DELETE FROM "منتورها" WHERE "شناسه_منتور" = ${mentor}`);
      await query(`DELETE FROM managers WHERE id = ${manager}`);
    });

    test("a mentor's groups are typed as a range, and each error stands at its field in the language of the page", async ({
      open,
    }) => {
      const page = await open({ role: "OPERATOR", locale, centers: [1] });
      await page.goto(`/mentors/${mentor}`);
      await page.getByRole("link", { name: t("byHand.mentor.edit") }).click();
      await expect(
        page.getByRole("heading", { name: t("byHand.mentor.editTitle", { name: "مینا فرمی" }) }),
      ).toBeVisible();
      const groups = page.getByLabel(t("byHand.mentor.groups"));
      await groups.pressSequentially("۱،3,5,7:9,999");
      await groups.press("Enter");
      await expect(page.getByText(t("ui.codes.unknown", { codes: "999" }))).toBeVisible();
      await groups.fill("");
      const schools = page.getByLabel(t("byHand.mentor.schools"));
      const code = page.getByRole("button", { name: formatCode(locale, 77_777) });
      await schools.fill("۷۷۷۷۷");
      await schools.press("Tab");
      await expect(code).toBeVisible();
      await schools.press("Backspace");
      await expect(code).toHaveCount(0);
      await schools.fill("مدرسه‌ای که نیست");
      await expect(page.getByText(t("ui.search.none"))).toBeVisible();
      await schools.fill("");
      await page.getByLabel(t("byHand.mentor.mobile")).fill("12");
      await page.getByLabel(t("byHand.mentor.alias")).fill("12");
      await check(page).click();
      await expect(page.getByText(t("ui.invalid.MOBILE_INVALID"))).toBeVisible();
      await expect(page.getByText(t("ui.invalid.ALIAS_INVALID"))).toBeVisible();
      expect(await stored()).toMatchObject({ groups: [27], mobile: null });

      await page.getByLabel(t("byHand.mentor.mobile")).fill(mobile);
      await page.getByLabel(t("byHand.mentor.alias")).fill("");
      await check(page).click();
      const review = page.getByRole("region", { name: t("byHand.review.title") });
      await expect(review).toContainText(t("byHand.review.flagged", { count: 0 }));
      await save(page).click();
      await expect(page).toHaveURL(new RegExp(`/mentors/${mentor}$`));
      await expect(asks(page)).toHaveCount(0);
      expect(await stored()).toMatchObject({ groups: [1, 3, 5, 7, 8, 9, 27], mobile });
    });

    test("when two people edit one mentor, the second sees both versions and keeps hers by keyboard", async ({
      open,
    }) => {
      const [first, second] = [
        await open({ role: "ADMIN", locale }),
        await open({ role: "OPERATOR", locale }),
      ];
      await first.goto(edit);
      await second.goto(edit);
      // Typed on an Arabic keyboard, shown in the digits of the page.
      await first.getByRole("textbox", { name: t("byHand.mentor.capacity") }).fill("٢٥");
      await expect(first.getByRole("textbox", { name: t("byHand.mentor.capacity") })).toHaveValue(
        formatCode(locale, 25),
      );
      await check(first).click();
      await save(first).click();
      await expect(first).toHaveURL(new RegExp(`/mentors/${mentor}$`));

      await second.getByLabel(t("byHand.mentor.name"), { exact: true }).fill("مینا فرمی تازه");
      await check(second).click();
      const panel = second.getByRole("alert", { name: t("ui.conflict.title") });
      await expect(panel).toContainText("مریم سرپرست");
      await expect(panel.getByRole("row", { name: t("byHand.mentor.capacity") })).toContainText(
        formatCode(locale, 25),
      );
      await expect(panel.getByRole("row", { name: t("byHand.mentor.name") })).toContainText("مینا فرمی تازه");
      await expect(panel).toBeFocused();
      await second.keyboard.press("Tab");
      await expect(panel.getByRole("button", { name: t("ui.conflict.keepMine") })).toBeFocused();
      await second.keyboard.press("Enter");
      await expect(panel).toHaveCount(0);
      await expect(second.getByRole("textbox", { name: t("byHand.mentor.capacity") })).toHaveValue(
        formatCode(locale, 25),
      );
      await check(second).click();
      await save(second).click();
      await expect(second).toHaveURL(new RegExp(`/mentors/${mentor}$`));
      expect(await stored()).toMatchObject({ name: "مینا فرمی تازه", capacity: 25 });
    });

    test("unsaved fields are not left unasked: by link, back, palette or by closing", async ({ open }) => {
      const page = await open({ role: "ADMIN", locale });
      await page.goto(`/mentors/${mentor}`);
      await page.getByRole("link", { name: t("byHand.mentor.edit") }).click();
      const name = page.getByLabel(t("byHand.mentor.name"), { exact: true });
      await name.press("End");
      await name.pressSequentially(" ی");
      const stays = async () => {
        await expect(asks(page)).toBeVisible();
        await asks(page)
          .getByRole("button", { name: t("ui.leave.stay") })
          .click();
        await expect(asks(page)).toHaveCount(0);
        await expect(name).toHaveValue("مینا فرمی تازه ی");
      };
      await page
        .getByRole("navigation")
        .getByRole("link", { name: t("nav.students") })
        .first()
        .click();
      await stays();
      await page.evaluate(() => window.history.back());
      await stays();
      await page.keyboard.press("Control+KeyK");
      await page.getByRole("dialog").getByRole("combobox").fill(t("nav.waiting"));
      await page.keyboard.press("Enter");
      await stays();
      const closing = page.waitForEvent("dialog");
      await page.close({ runBeforeUnload: true });
      const question = await closing;
      expect(question.type()).toBe("beforeunload");
      await question.dismiss();

      await page.evaluate(() => window.history.back());
      await asks(page)
        .getByRole("button", { name: t("ui.leave.leave") })
        .click();
      await expect(page).toHaveURL(new RegExp(`/mentors/${mentor}$`));
    });

    test("a window with unsaved fields asks before Escape closes it, a clean one does not", async ({
      open,
    }) => {
      const page = await open({ role: "ADMIN", locale });
      await page.goto("/managers?size=100");
      const name = t("managers.change", { name: managerName });
      const change = page.getByRole("button", { name });
      const form = page.getByRole("dialog", { name });
      await change.click();
      await expect(form).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(form).toHaveCount(0);
      await change.click();
      await form.getByLabel(t("managers.name")).fill("مدیر دیگر");
      await page.keyboard.press("Escape");
      await asks(page)
        .getByRole("button", { name: t("ui.leave.stay") })
        .click();
      await expect(form.getByLabel(t("managers.name"))).toHaveValue("مدیر دیگر");
      await page.keyboard.press("Escape");
      await asks(page)
        .getByRole("button", { name: t("ui.leave.leave") })
        .click();
      await expect(form).toHaveCount(0);
    });
  });
}
