import type { Page } from "@playwright/test";
import { foldDigits } from "@/lib/shared/text";
import { expect, type Locale, query, test } from "./fixtures";
import { nationalId } from "./sample";
import { wordsOf } from "./words";

test.describe.configure({ mode: "serial" });

const RUN = "0197a000-0000-7000-8000-00000000ca01";
const STUDENT = "0197a000-0000-7000-8000-00000000ca02";
/** A centre of this person's own, so that nobody else is the one who chooses. */
const WHO = { role: "OPERATOR", centers: [0] } as const;

/** A run made on 11 Dey 1378, the oldest of all, and a student born on 1 Farvardin 1386. */
test.beforeAll(async () => {
  await query(
    `INSERT INTO runs (id, number, year, state, centers, created_at)
     VALUES ($1, 960001, 1404, 'DISCARDED', '{0}', '2000-01-01T09:00:00Z') ON CONFLICT DO NOTHING`,
    [RUN],
  );
  await query(
    `INSERT INTO "دانش_آموزان" ("کد_ملی", "شناسه", "نام", "نام_خانوادگی", "جنسیت", "وضعیت_تحصیلی", "مرکز_ثبت_نام",
       "وضعیت_ثبت_نام", "کد_گروه", "سال_تحصیلی", "انصراف", "تاریخ_تولد")
     VALUES ($1, $2, 'بهار', 'تقویمی', 0, 1, 0, 0, 27, 1404, true, '2007-03-21') ON CONFLICT DO NOTHING`,
    [nationalId(12_941), STUDENT],
  );
});

/** One journey corrects the day; the next begins with it as it was. */
test.beforeEach(() =>
  query(`UPDATE "دانش_آموزان" SET "تاریخ_تولد" = '2007-03-21' WHERE "شناسه" = $1`, [STUDENT]),
);

test.afterAll(async () => {
  await query("UPDATE users SET calendar = NULL WHERE username = 'e2e-operator-0'");
  await query("DELETE FROM runs WHERE id = $1", [RUN]);
  await query('DELETE FROM "دانش_آموزان" WHERE "شناسه" = $1', [STUDENT]);
});

/** The years of 1 January 2000 and of the day of birth, as each calendar and language writes them. */
const DAYS = {
  gregory: { fa: { made: /۲۰۰۰/, born: /۲۰۰۷/ }, en: { made: /2000/, born: /2007/ } },
  persian: { fa: { made: /۱۳۷۸/, born: /۱۳۸۶/ }, en: { made: /1378/, born: /1386/ } },
} as const;
type Chosen = keyof typeof DAYS;

const dayOf = (page: Page, date: string) => page.locator(`#main time[datetime^="${date}"]`).first();
const expectBirth = (page: Page, calendar: Chosen, locale: Locale) =>
  expect(dayOf(page, "2007-03-21")).toHaveText(DAYS[calendar][locale].born, { useInnerText: true });

/** A list, the pages of one thing, and a file, as a browser has them that never heard of the choice. */
const expectDays = async (page: Page, calendar: Chosen, locale: Locale): Promise<void> => {
  const { made } = DAYS[calendar][locale];
  for (const path of ["/runs?sort=createdAt", `/runs/${RUN}`]) {
    await page.goto(path);
    await expect(dayOf(page, "2000-01-01")).toHaveText(made, { useInnerText: true });
  }
  await page.goto(`/students/${STUDENT}`);
  await expectBirth(page, calendar, locale);
  const file = await page.request.get(`/api/v1/lists/runs/file?format=csv&lang=${locale}&sort=createdAt`);
  expect((await file.text()).split("\r\n")[1]).toMatch(made);
};

for (const [locale, chosen] of [
  ["fa", "gregory"],
  ["en", "persian"],
] as const) {
  const t = wordsOf(locale);

  test(`who reads ${locale} and chooses the other calendar has it everywhere: after a reload, in other browsers and languages`, async ({
    open,
  }) => {
    const usual = chosen === "gregory" ? "persian" : "gregory";
    const [page, colleague] = [await open({ ...WHO, locale }), await open({ role: "AUDITOR", locale })];
    await query("UPDATE users SET calendar = NULL WHERE username = 'e2e-operator-0'");
    await page.goto(`/students/${STUDENT}`);
    await expectBirth(page, usual, locale);
    await page.getByRole("button", { name: new RegExp(t("nav.account")) }).click();
    const stored = page.waitForResponse((answer) => answer.request().method() === "POST");
    await page.getByRole("button", { name: t(`nav.${chosen}`), exact: true }).click();
    // Behind the open menu, at once.
    await expectBirth(page, chosen, locale);
    await stored;
    await page.reload();
    await expectBirth(page, chosen, locale);

    for (const language of ["fa", "en"] as const)
      await expectDays(await open({ ...WHO, locale: language }), chosen, language);
    await colleague.goto(`/students/${STUDENT}`);
    await expectBirth(colleague, usual, locale);
  });

  test(`a form shows days in the chosen calendar, and takes those of either (${locale})`, async ({
    open,
  }) => {
    const page = await open({ ...WHO, locale });
    await query("UPDATE users SET calendar = $1 WHERE username = 'e2e-operator-0'", [chosen]);
    const first = chosen === "gregory" ? "2007-03-21" : "1386/01/01";
    const [typed, stored] =
      chosen === "gregory" ? ["2008-04-05", "2008-04-05"] : ["1387/01/17", "2008-04-05"];
    await page.goto(`/students/${STUDENT}/edit`);
    const field = page.getByLabel(t("import.field.students.birthDate"));
    const latin = (text: string) => foldDigits(text).replace(/[‎‏]/g, "");
    expect(latin(await field.inputValue())).toBe(first);
    await field.fill(typed);
    await page.getByLabel(t("byHand.student.reason")).fill("از شناسنامه");
    await page.getByRole("button", { name: t("byHand.student.check") }).click();
    await page.getByRole("button", { name: t("byHand.review.save"), exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/students/${STUDENT}$`));
    const [now] = await query<{ born: string }>(
      `SELECT "تاریخ_تولد"::text AS born FROM "دانش_آموزان" WHERE "شناسه" = $1`,
      [STUDENT],
    );
    expect(now?.born).toBe(stored);
  });
}
