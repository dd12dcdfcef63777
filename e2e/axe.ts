import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

type RunOptions = Parameters<AxeBuilder["options"]>[0];

/** Small targets too, which axe leaves out unless told. */
const ALL_RULES: RunOptions = { rules: { "target-size": { enabled: true } } };
/** The rules that look at colours: in another theme all others say the same of the same page. */
export const COLOUR_RULES: RunOptions = { runOnly: ["color-contrast", "link-in-text-block"] };

/**
 * What is serious or critical by axe. In one go within the page: frames of other sites, for which it would open a second page
 * each time, we have none.
 */
export const graveOf = async (page: Page, asked: RunOptions = ALL_RULES): Promise<string[]> => {
  const options: RunOptions = { ...asked, resultTypes: ["violations"] };
  const { violations } = await new AxeBuilder({ page }).options(options).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`);
};

/** Longer than anything here moves. What is folded away may never end: the browser leaves its animations where they are. */
const STILL_MS = 1_000;

/** Waits until nothing moves any more: half faded in, words have colours nobody reads. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(async (stillMs) => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    const still = new Promise((resolve) => setTimeout(resolve, stillMs));
    await Promise.race([Promise.allSettled(ending.map((one) => one.finished)), still]);
  }, STILL_MS);

/** Switches the colours, which are all that a theme is: variables by `data-theme`, as the server writes it. Whether they changed. */
export const paint = async (page: Page, theme: "light" | "dark"): Promise<boolean> => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await ground();
  await page.evaluate((wanted) => {
    document.documentElement.dataset.theme = wanted;
  }, theme);
  await settle(page);
  return (await ground()) !== before;
};

/** What stands in somebody's way here: by all rules as it is, in the dark by those that look at colours. Ends light. */
export const graveInBoth = async (page: Page): Promise<string[]> => {
  await settle(page);
  const light = await graveOf(page);
  const dark = (await paint(page, "dark")) ? await graveOf(page, COLOUR_RULES) : ["cannot be dark"];
  await paint(page, "light");
  return [...light, ...dark.map((flaw) => `dark, ${flaw}`)];
};
