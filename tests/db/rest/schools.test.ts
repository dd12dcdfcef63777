import { beforeAll, expect, test } from "vitest";
import { schoolPage } from "@/app/api/v1/contract/schools";
import { GET as listSchools } from "@/app/api/v1/schools/route";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import { call, tokenWith } from "../../support/rest";
import { expectProblem, expectShape } from "./contract";

useDatabase();
let token = "";
beforeAll(async () => {
  token = await tokenWith(["student:read"]);
  const codes = Array.from({ length: 7 }, (_, i) => 101 + i);
  await db().school.createMany({
    data: codes.map((code) => ({ code, name: `مدرسهٔ ${code}`, searchKey: `${code}` })),
  });
  await db().specialSchool.createMany({
    data: [103, 106].map((schoolCode) => ({ year: 1404, schoolCode })),
  });
});
const get = async (query: string) =>
  await expectShape(await call(listSchools, `/schools?${query}`, { token }), 200, schoolPage);

test("schools are read page by page, each once, to the end", async () => {
  const codes: number[] = [];
  let cursor = "";
  do {
    const page = await get(`limit=3${cursor && `&cursor=${cursor}`}`);
    expect(page.total).toBe(7);
    codes.push(...page.items.map(({ code }) => code));
    cursor = page.nextCursor ?? "";
  } while (cursor);
  expect(codes).toEqual([101, 102, 103, 104, 105, 106, 107]);
});

test("the roster of a year can be asked for, and no roster without its year", async () => {
  expect((await get("year=1404&special=true")).items.map(({ code }) => code)).toEqual([103, 106]);
  expect((await get("year=1403&special=true")).total).toBe(0);
  expect((await get("code=103")).items).toMatchObject([{ special: null }]);
  await expectProblem(await call(listSchools, "/schools?special=true", { token }), 422, "INVALID_INPUT");
  const stranger = await tokenWith(["report:read"]);
  await expectProblem(await call(listSchools, "/schools", { token: stranger }), 403, "FORBIDDEN");
});
