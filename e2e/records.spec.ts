import type { APIRequestContext } from "@playwright/test";
import { expect, mintSession, test, type Who } from "./fixtures";
import { listPages, may } from "./routes";
import { addressOf, idsOf, namesIn } from "./things";

/** Pages of one thing; the access walk opens them with ids nobody has. */
const ROUTES = listPages().filter(({ route }) => namesIn(route).length > 0);
/** What belongs to one centre each: whoever has another hears of nothing. */
const OF_A_CENTER = new Set(["studentId", "mentorId"]);
const NO_CENTER = 99;

test("the page of a real thing opens for whoever may read it, is refused to others, and is not there for other centres", async ({
  open,
  playwright,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const ids = await idsOf(await open({ role: "ADMIN" }));
  const asking = async (who: Who): Promise<APIRequestContext> =>
    playwright.request.newContext({
      baseURL: baseURL ?? "",
      extraHTTPHeaders: { cookie: `takhsis.session=${await mintSession(who)}` },
    });
  for (const role of ["AUDITOR", "OPERATOR"] as const) {
    const request = await asking({ role });
    for (const { route, gate } of ROUTES) {
      const answer = await request.get(addressOf(route, ids), { maxRedirects: 0 });
      expect.soft(answer.status(), `${role} ${route} (${gate})`).toBe(may(role, gate) ? 200 : 403);
    }
    await request.dispose();
  }
  const elsewhere = await asking({ role: "MANAGER", centers: [NO_CENTER] });
  for (const { route, gate } of ROUTES.filter((one) =>
    namesIn(one.route).some((name) => OF_A_CENTER.has(name)),
  )) {
    const answer = await elsewhere.get(addressOf(route, ids), { maxRedirects: 0 });
    expect
      .soft(answer.status(), `MANAGER of another centre, ${route}`)
      .toBe(may("MANAGER", gate) ? 404 : 403);
  }
  await elsewhere.dispose();
});
