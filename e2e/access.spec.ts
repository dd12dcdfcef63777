import type { APIRequestContext } from "@playwright/test";
import { ROLES } from "@/lib/auth/permissions";
import { expect, mintSession, query, test } from "./fixtures";
import { listApi, listPages, may } from "./routes";

const PAGES = listPages();
const API = listApi();
/** What anyone may read: the description of the interface itself. */
const OPEN_API = new Set(["/api/v1/openapi.json"]);
/** Pages for people who are not signed in yet. */
const OPEN_PAGES = new Set(["/login", "/setup"]);

const statusOf = async (request: APIRequestContext, path: string): Promise<number> =>
  (await request.get(path, { maxRedirects: 0 })).status();

test("every page of the console names what it asks for", () => {
  const ungated = PAGES.filter(({ gate }) => gate === "none").map(({ path }) => path);
  expect(ungated.sort()).toEqual([...OPEN_PAGES].sort());
  expect(PAGES.length).toBeGreaterThan(20);
});

test("without a session every page leads to the sign-in and every handler answers 401", async ({
  request,
}) => {
  for (const { path, gate } of PAGES.filter((page) => page.gate !== "none")) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect.soft(answer.status(), `${path} (${gate})`).toBe(307);
    expect.soft(answer.headers().location, path).toMatch(/\/login(\?|$)/);
  }
  for (const { path, methods } of API.filter((route) => !OPEN_API.has(route.path))) {
    expect.soft(methods.length, `methods of ${path}`).toBeGreaterThan(0);
    for (const { name } of methods) {
      const answer = await request.fetch(path, { method: name });
      expect.soft(answer.status(), `${name} ${path}`).toBe(401);
      expect.soft((await answer.json()).code, `${name} ${path}`).toBe("UNAUTHENTICATED");
    }
  }
});

for (const role of ROLES)
  test(`${role} sees the pages of its permissions and is refused the others`, async ({
    playwright,
    baseURL,
  }) => {
    const cookie = await mintSession({ role });
    const request = await playwright.request.newContext({
      baseURL: baseURL ?? "",
      extraHTTPHeaders: { cookie: `takhsis.session=${cookie}` },
    });
    for (const { path, gate, isDynamic } of PAGES.filter((page) => !OPEN_PAGES.has(page.path))) {
      const expected = may(role, gate) ? (isDynamic ? [404] : [200, 307]) : [403];
      expect.soft(expected, `${role} ${path} (${gate})`).toContain(await statusOf(request, path));
    }
    for (const { path, methods } of API)
      for (const { name, gate } of methods.filter((method) => !may(role, method.gate))) {
        const answer = await request.fetch(path, { method: name, headers: { origin: baseURL ?? "" } });
        expect.soft(answer.status(), `${role} ${name} ${path} (${gate})`).toBe(403);
      }
    await request.dispose();
  });

test("a role taken away is gone with the next request", async ({ open }) => {
  const page = await open({ role: "OPERATOR", centers: [1] });
  await page.goto("/runs/new");
  await expect(page.getByRole("heading", { level: 1, name: "اجرای تازه" })).toBeVisible();
  await query("UPDATE users SET role = 'AUDITOR' WHERE username = 'e2e-operator-1'");
  const answer = await page.reload();
  expect(answer?.status()).toBe(403);
  await query("UPDATE users SET active = false WHERE username = 'e2e-operator-1'");
  await page.goto("/runs");
  await expect(page).toHaveURL(/\/login/);
});

test("a change asked for from another site is refused", async ({ playwright, baseURL }) => {
  const cookie = await mintSession({ role: "ADMIN" });
  const request = await playwright.request.newContext({
    baseURL: baseURL ?? "",
    extraHTTPHeaders: { cookie: `takhsis.session=${cookie}`, origin: "https://elsewhere.example" },
  });
  const answer = await request.post("/api/v1/allocation/run", { data: { year: 1404 } });
  expect(answer.status()).toBe(403);
  expect((await answer.json()).code).toBe("ORIGIN_REFUSED");
  await request.dispose();
});
