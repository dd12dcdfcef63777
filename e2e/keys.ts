import { expect, type Locator, type Page } from "@playwright/test";
import type { Locale } from "./fixtures";
import { wordsOf } from "./words";

/** More stops than any page of the console has. */
const STOPS_MAX = 160;

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Where the focus is, in words for whoever reads a failure. */
const whereIs = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { tagName, ariaLabel, textContent } = document.activeElement ?? document.body;
    return `${tagName.toLowerCase()} «${(ariaLabel ?? textContent ?? "").trim().slice(0, 30)}»`;
  });

/** Goes on with Tab until something has the focus, in sight; fails with the stops on the way when nothing leads there. */
export const reach = async (page: Page, target: Locator, key = "Tab"): Promise<void> => {
  await expect(target).toHaveCount(1);
  const stops: string[] = [];
  while (!(await isFocused(target))) {
    expect(stops.length, `no way by ${key} to ${target}: ${stops.join(" → ")}`).toBeLessThan(STOPS_MAX);
    await page.keyboard.press(key);
    stops.push(await whereIs(page));
  }
  const seen = await target.evaluate((element) => {
    // Hidden inputs of cards and drop fields are seen by their label.
    const shown = element.matches(".tk-hidden") ? (element.closest("label") ?? element) : element;
    const box = shown.getBoundingClientRect();
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return inside && element.matches(":focus-visible");
  });
  expect(seen, `${target} has the focus where nobody sees it`).toBe(true);
};

/** Reaches something and presses a key on it. */
export const press = async (page: Page, target: Locator, key = "Enter"): Promise<void> => {
  await reach(page, target);
  await page.keyboard.press(key);
};

/** Reaches a field and types. */
export const type = async (page: Page, target: Locator, text: string): Promise<void> => {
  await reach(page, target);
  await page.keyboard.type(text);
};

/** The focus is somewhere people can go on from: not fallen back to the beginning of the page. */
export const expectFocus = (page: Page): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body), {
      message: "the focus is lost",
    })
    .toBe(true);

/** Opens the dialog of the system with a key and answers it with a file. */
export const chooseFile = async (
  page: Page,
  input: Locator,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> => {
  await reach(page, input);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  await chooser.setFiles(file);
};

/** Opens the palette by its keys; again, if the page was not yet awake to hear them. → its field, which has the focus */
export const openPalette = async (page: Page, locale: Locale = "fa"): Promise<Locator> => {
  const field = page.getByRole("combobox", { name: wordsOf(locale)("nav.palette.label") });
  // One that has just led here may still fade out.
  await expect(field).toHaveCount(0);
  await expect(async () => {
    // The same keys close it.
    if (!(await field.isVisible())) await page.keyboard.press("Control+KeyK");
    await expect(field).toBeFocused({ timeout: 3_000 });
  }).toPass();
  return field;
};

/** To a page or a thing by the palette, from wherever one is. */
export const goBy = async (page: Page, words: string, locale: Locale = "fa"): Promise<void> => {
  await openPalette(page, locale);
  await page.keyboard.type(words);
  await expect(page.getByRole("option", { name: words }).first()).toBeVisible();
  await page.keyboard.press("Enter");
};
