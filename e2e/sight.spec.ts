import { expect, test } from "./fixtures";

for (const locale of ["fa", "en"] as const)
  test(`on a phone the tab one is on is in sight, and the page has not moved (${locale})`, async ({
    open,
  }) => {
    const page = await open({ role: "ADMIN", locale, width: 390 });
    await page.goto("/settings/sessions");
    await expect(page.locator("main nav a[aria-current=page]")).toBeInViewport({ ratio: 0.9 });
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

test("what is printed from the dark theme is printed in the light one, and the screen stays dark", async ({
  open,
}) => {
  const page = await open({ role: "ADMIN", theme: "dark" });
  await page.goto("/utilization");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  // The page listens once it is alive; who listens after it sees what it has done.
  await expect(async () => {
    await page.evaluate(() => {
      const { dataset } = document.documentElement;
      const look = () => {
        dataset["printed"] = dataset["theme"];
      };
      addEventListener("beforeprint", look, { once: true });
    });
    await page.pdf();
    const { printed, theme } = await page.evaluate(() => ({ ...document.documentElement.dataset }));
    expect({ printed, theme }).toEqual({ printed: "light", theme: "dark" });
  }).toPass();
});
