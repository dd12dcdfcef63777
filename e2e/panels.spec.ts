import { expect, query, test } from "./fixtures";
import { storeManager } from "./things";

test.describe.configure({ mode: "serial" });

/** Far from the ids of the sample and of the other journeys. */
const MANAGER = 9300;
const SCHOOL = 93_001;
/** A list with a filter and an order of its own; the manager stands on its first page. */
const LIST = "/managers?center=1&sort=-id";

test.beforeAll(async () => {
  await storeManager(MANAGER, "مدیر پنجره");
  await query(`INSERT INTO schools (code, name) VALUES (${SCHOOL}, 'دبستان پنجره') ON CONFLICT DO NOTHING`);
});

/** What else is in the database is left to the other journeys. */
test.afterAll(async () => {
  await query(`DELETE FROM manager_allowed_centers WHERE manager_id = ${MANAGER}`);
  await query(`DELETE FROM managers WHERE id = ${MANAGER}`);
  await query(`DELETE FROM schools WHERE code = ${SCHOOL}`);
});

test("a form over a list has an address: reload and forward open it, back closes it, and the list stays filtered", async ({
  open,
}) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto(LIST);
  const form = page.getByRole("dialog", { name: "Change مدیر پنجره" });
  await page.getByRole("button", { name: "Change مدیر پنجره" }).click();
  await expect(form).toBeVisible();
  await expect(page).toHaveURL(`${LIST}&edit=${MANAGER}`);
  await page.reload();
  await expect(form).toBeVisible();
  // No link of the list carries what stands open on it.
  expect(await page.getByRole("main").locator('a[href*="edit="]').count()).toBe(0);
  await page.goBack();
  await expect(form).toHaveCount(0);
  await expect(page).toHaveURL(LIST);
  await page.goForward();
  await expect(form).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await expect(page).toHaveURL(LIST);
});

test("back out of a form with unsaved fields asks, and only leaving loses them", async ({ open }) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto(LIST);
  const form = page.getByRole("dialog", { name: "Change مدیر پنجره" });
  const asks = page.getByRole("dialog", { name: "Leave without saving?" });
  const name = form.getByRole("textbox", { name: "Name" });
  await page.getByRole("button", { name: "Change مدیر پنجره" }).click();
  await name.fill("Another name");
  await page.evaluate(() => window.history.back());
  await asks.getByRole("button", { name: "Stay in the form" }).click();
  await expect(asks).toHaveCount(0);
  await expect(name).toHaveValue("Another name");
  await expect(page).toHaveURL(`${LIST}&edit=${MANAGER}`);

  await page.evaluate(() => window.history.back());
  await asks.getByRole("button", { name: "Leave without saving" }).click();
  await expect(form).toHaveCount(0);
  await expect(page).toHaveURL(LIST);
  await page.goForward();
  await expect(name).toHaveValue("مدیر پنجره");
});

test("a link opens a form for whoever gets it; one to what is not there opens the list only", async ({
  open,
}) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto("/managers?edit=new");
  const form = page.getByRole("dialog", { name: "New manager" });
  await expect(form).toBeVisible();
  await form.getByRole("button", { name: "Cancel" }).click();
  await expect(page).toHaveURL("/managers");
  await page.goto(`${LIST}&edit=999999`);
  await expect(page).toHaveURL(LIST);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("of two people in the form of one school the second sees both versions and keeps hers", async ({
  open,
}) => {
  const address = `/settings/schools?code=${SCHOOL}&edit=${SCHOOL}`;
  const [first, second] = [await open({ role: "ADMIN" }), await open({ role: "ADMIN", centers: [1] })];
  await first.goto(address);
  await second.goto(address);
  const form = second.getByRole("dialog", { name: "ویرایش دبستان پنجره" });
  await form.getByLabel("نام مدرسه").fill("دبستان پنجرهٔ نو");
  await first.getByRole("dialog").getByLabel("ناحیه").fill("ناحیهٔ هفت");
  await first.getByRole("dialog").getByRole("button", { name: "ذخیره" }).click();
  await expect(first.getByRole("dialog")).toHaveCount(0);

  await form.getByRole("button", { name: "ذخیره" }).click();
  const panel = second.getByRole("alert", { name: "در این میان کس دیگری این را ذخیره کرده است" });
  await expect(panel).toContainText("مریم سرپرست");
  await expect(panel.getByRole("row", { name: /ناحیه/ })).toContainText("ناحیهٔ هفت");
  await expect(panel.getByRole("row", { name: /نام مدرسه/ })).toContainText("دبستان پنجرهٔ نو");
  await panel.getByRole("button", { name: "نگه داشتن نوشتهٔ من" }).click();
  await expect(second.getByRole("dialog").getByLabel("ناحیه")).toHaveValue("ناحیهٔ هفت");
  await second.getByRole("dialog").getByRole("button", { name: "ذخیره" }).click();
  await expect(second.getByRole("dialog")).toHaveCount(0);
  await expect(second).toHaveURL(`/settings/schools?code=${SCHOOL}`);
  const stored = await query(`SELECT name, district FROM schools WHERE code = ${SCHOOL}`);
  expect(stored).toEqual([{ name: "دبستان پنجرهٔ نو", district: "ناحیهٔ هفت" }]);
});

test("details of the audit log fold out under the address, side by side", async ({ open }) => {
  const page = await open({ role: "ADMIN", locale: "en" });
  await page.goto("/audit?period=7");
  const shown = page.getByRole("table").locator("details[open]");
  const fold = page.getByRole("table").locator("summary");
  await fold.nth(0).click();
  await fold.nth(1).click();
  await expect(page).toHaveURL(/\?period=7&open=[^,&]+,[^,&]+$/);
  await page.reload();
  await expect(shown).toHaveCount(2);
  await page.goBack();
  await expect(shown).toHaveCount(1);
  await fold.nth(0).press("Enter");
  await expect(shown).toHaveCount(0);
  await expect(page).toHaveURL("/audit?period=7");
});
