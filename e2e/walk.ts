import { expect, type Page } from "@playwright/test";

/** Where the focus stops: its name, whether it shows itself, and whether it stands inside the window. */
export type Stop = { readonly name: string; readonly mark: boolean; readonly seen: boolean };

/** What has the focus: its name, whether it shows it, and whether it stands inside the window. */
const focused = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement | null;
    if (at === null || at === document.body) return null;
    const box = at.getBoundingClientRect();
    const marks = [at, at.parentElement, at.closest("label")].flatMap((one) => {
      const { outlineStyle, outlineWidth, boxShadow } = one
        ? getComputedStyle(one)
        : ({} as CSSStyleDeclaration);
      return [
        outlineStyle !== undefined && outlineStyle !== "none" && outlineWidth !== "0px",
        boxShadow !== "none",
      ];
    });
    const path = `${at.tagName} ${at.id} ${at.getAttribute("href") ?? ""} ${(at.getAttribute("aria-label") ?? at.textContent ?? "").slice(0, 40)}`;
    return {
      name: `${path} ${Math.round(box.x)},${Math.round(box.y + scrollY)}`,
      mark: marks.some(Boolean),
      seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });

/** Nothing of the page is still on its way: a heading stands over the skeleton as well. */
export const isWhole = (page: Page): Promise<void> =>
  expect(page.locator("#main [aria-busy=true]")).toHaveCount(0);

/** As long as something takes to slide into sight. */
const SLIDE_MS = 300;

/** Goes on by Tab, at most so many times; ends where the page ends. */
export const walk = async (page: Page, steps: number): Promise<Stop[]> => {
  const stops: Stop[] = [];
  for (let i = 0; i < steps; i += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop === null) break;
    if (!stop.seen) await page.waitForTimeout(SLIDE_MS);
    stops.push(stop.seen ? stop : ((await focused(page)) ?? stop));
  }
  return stops;
};

/** What is wrong with a walk: where the focus was caught, was not marked or stood out of sight. */
export const flawsOf = (stops: readonly Stop[]): string[] => [
  ...stops.filter(({ name }, i) => name === stops[i + 1]?.name).map(({ name }) => `caught at ${name}`),
  ...stops.filter(({ mark }) => !mark).map(({ name }) => `not marked: ${name}`),
  ...stops.filter(({ seen }) => !seen).map(({ name }) => `out of sight: ${name}`),
];
