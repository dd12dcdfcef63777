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

test("what is copied off a list holds its codes in Latin digits, and the page keeps those of its language", async ({
  open,
}) => {
  const page = await open({ role: "ADMIN" });
  await page.goto("/settings/years");
  const table = page.getByRole("table").first();
  await expect(table).toContainText("۱۴۰۴");
  // The page listens once it is alive.
  await expect(async () => {
    const copied = await table.evaluate((element) => {
      window.getSelection()?.selectAllChildren(element);
      let text = "";
      const look = (event: ClipboardEvent) => {
        text = event.clipboardData?.getData("text/plain") ?? "";
      };
      window.addEventListener("copy", look, { once: true });
      document.execCommand("copy");
      return text;
    });
    expect(copied).toMatch(/^1404\t/m);
    expect(copied).toContain("کد شمارنده");
  }).toPass();
  await expect(table).toContainText("۱۴۰۴");
  expect(await page.evaluate(() => window.getSelection()?.toString())).toContain("۱۴۰۴");
});
