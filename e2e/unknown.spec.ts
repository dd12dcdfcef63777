import { expect, test } from "./fixtures";
import { openPalette } from "./keys";
import { wordsOf } from "./words";

const NOWHERE = ["/nowhere", "/students/nobody/knows/this"];

for (const locale of ["fa", "en"] as const) {
  const t = wordsOf(locale);

  test(`an address that is no page is said inside the frame, and keys lead on from there (${locale})`, async ({
    open,
  }) => {
    const page = await open({ role: "MENTOR", locale });
    for (const path of NOWHERE) {
      expect((await page.goto(path))?.status(), path).toBe(404);
      await expect(page.getByRole("heading", { level: 1, name: t("messages.notFoundTitle") })).toBeVisible();
      await expect(page).toHaveTitle(new RegExp(t("messages.notFoundTitle")));
    }
    const students = page.getByRole("navigation").getByRole("link", { name: t("nav.students"), exact: true });
    await expect(students).toBeVisible();
    await openPalette(page, locale);
    await page.keyboard.press("Escape");
    await students.click();
    await expect(page.getByRole("heading", { level: 1, name: t("students.title") })).toBeVisible();
  });
}

test("whoever is not signed in cannot tell an address that is no page from one that is", async ({
  request,
}) => {
  for (const path of ["/runs", ...NOWHERE]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(307);
    expect(answer.headers().location, path).toBe(`/login?next=${encodeURIComponent(path)}`);
  }
});

test("an operation that does not exist is refused as a program reads it, whoever asks", async ({
  request,
}) => {
  for (const path of ["/api", "/api/nowhere", "/api/v1/nowhere", "/api/v1/runs/x/y/z"])
    for (const method of ["GET", "POST", "DELETE"]) {
      const answer = await request.fetch(path, { method, maxRedirects: 0 });
      expect(answer.status(), `${method} ${path}`).toBe(404);
      expect((await answer.json()).code, `${method} ${path}`).toBe("NOT_FOUND");
    }
});

test("what browsers and robots ask for on their own is a file, not a page", async ({ request }) => {
  for (const path of ["/favicon.ico", "/icon.svg", "/robots.txt"])
    expect((await request.get(path, { maxRedirects: 0 })).status(), path).toBe(200);
});
