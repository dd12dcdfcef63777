import { beforeAll, expect, test } from "vitest";
import { managerPage } from "@/app/api/v1/contract/managers";
import { GET as listManagers } from "@/app/api/v1/managers/route";
import { db } from "@/lib/db/client";
import { useDatabase } from "@/tests/support/db";
import { createMentor, createPlacement } from "@/tests/support/placements";
import { call, tokenWith } from "@/tests/support/rest";
import { expectProblem, expectShape } from "./contract";

useDatabase();
let token = "";
beforeAll(async () => {
  token = await tokenWith(["mentor:read"]);
  for (const [managerId, centers] of [
    [11, [1]],
    [12, [1, 2]],
    [13, [2]],
    [14, []],
  ] as const)
    await createMentor({ managerId, centers: [...centers], capacity: managerId });
  const mentorId = await createMentor({ managerId: 12, capacity: 8 });
  await createPlacement({ mentorId });
  await db().manager.update({ where: { id: 13 }, data: { active: false } });
});
const get = async (query: string, as = token) =>
  await expectShape(await call(listManagers, `/managers?${query}`, { token: as }), 200, managerPage);
const idsOf = async (query: string, as?: string) => (await get(query, as)).items.map(({ id }) => id);

test("managers are read page by page, each once, with what their mentors carry", async () => {
  const first = await get("limit=3");
  expect(first).toMatchObject({ total: 4, items: [{ id: 11 }, { id: 12 }, { id: 13, active: false }] });
  expect(first.items[1]).toEqual({
    ...{ id: 12, name: "مدیر 12", active: true, centers: [1, 2] },
    ...{ mentors: 2, load: 1, capacity: 20 },
  });
  const rest = await get(`limit=3&cursor=${first.nextCursor}`);
  expect([rest.items.map(({ id }) => id), rest.nextCursor]).toEqual([[14], null]);
});

test("managers are narrowed and ordered as in the console", async () => {
  expect(await idsOf("center=1")).toEqual([11, 12]);
  expect(await idsOf("state=INACTIVE")).toEqual([13]);
  expect(await idsOf("state=WITHOUT_CENTER")).toEqual([14]);
  expect(await idsOf("load=FULL")).toEqual([]);
  expect((await idsOf("sort=-mentors"))[0]).toBe(12);
  await expectProblem(await call(listManagers, "/managers?state=ASLEEP", { token }), 422, "INVALID_INPUT");
});

test("managers of other centres are not there, and without the permission none are", async () => {
  const here = await tokenWith(["mentor:read"], [2]);
  expect(await idsOf("", here)).toEqual([12, 13]);
  const stranger = await tokenWith(["student:read"]);
  await expectProblem(await call(listManagers, "/managers", { token: stranger }), 403, "FORBIDDEN");
});
