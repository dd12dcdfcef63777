import { beforeAll, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import * as exportShapes from "@/app/api/v1/contract/exports";
import * as importShapes from "@/app/api/v1/contract/imports";
import * as people from "@/app/api/v1/contract/people";
import * as quarantine from "@/app/api/v1/contract/quarantine";
import * as runs from "@/app/api/v1/contract/runs";
import * as schools from "@/app/api/v1/contract/schools";
import { GET as listExports } from "@/app/api/v1/exports/route";
import { GET as listBatches } from "@/app/api/v1/imports/route";
import { GET as listMentors } from "@/app/api/v1/mentors/route";
import { GET as listQuarantine } from "@/app/api/v1/quarantine/route";
import { GET as listRuns } from "@/app/api/v1/runs/route";
import { GET as listSchools } from "@/app/api/v1/schools/route";
import { POST as searchStudents } from "@/app/api/v1/students/search/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { useDatabase } from "../../support/db";
import { createExport, createMentor, createPlacement } from "../../support/placements";
import { call, tokenWith } from "../../support/rest";
import { checkedBatch, makeStudentCells, studentTable } from "../intake/files";
import { expectProblem, expectShape } from "./contract";

type Item = Record<string, unknown>;
type List = {
  route: Parameters<typeof call>[0];
  asked: z.ZodObject<{ sort: z.ZodDefault<z.ZodEnum> }>;
  page: z.ZodType<{ items: Item[]; nextCursor: string | null; total: number }>;
  /** The order where nothing is asked. */
  first: string;
  /** What a row is sorted by, where the answer tells it. */
  told: Record<string, (item: Item) => unknown>;
  key?: "code";
  method?: "POST";
};
const listOf = (list: unknown) => list as List;
const field = (name: string) => (item: Item) => item[name];

const LISTS = {
  "/students/search": listOf({
    ...{ route: searchStudents, asked: people.searchStudents, page: people.studentPage, method: "POST" },
    ...{
      first: "nationalId",
      told: { center: field("center"), group: field("group"), counter: field("counter") },
    },
  }),
  "/mentors": listOf({
    ...{ route: listMentors, asked: people.listMentors, page: people.mentorPage, first: "id" },
    told: {
      ...{ id: field("id"), load: field("load"), capacity: field("capacity") },
      free: (one: Item) => Number(one["capacity"]) - Number(one["load"]),
      occupancy: (one: Item) => Number(one["load"]) / Number(one["capacity"]),
    },
  }),
  "/imports": listOf({
    ...{
      route: listBatches,
      asked: importShapes.listBatches,
      page: importShapes.batchPage,
      first: "-number",
    },
    told: { number: field("number"), rows: field("rows") },
  }),
  "/quarantine": listOf({
    ...{ route: listQuarantine, asked: quarantine.listQuarantine, page: quarantine.quarantinePage },
    ...{
      first: "age",
      told: { batch: (one: Item) => (one["batch"] as Item)["number"], age: field("waitingSince") },
    },
  }),
  "/exports": listOf({
    ...{ route: listExports, asked: exportShapes.listExports, page: exportShapes.exportPage },
    ...{
      first: "-createdAt",
      told: { number: field("seq"), createdAt: field("createdAt"), rows: field("rows") },
    },
  }),
  "/runs": listOf({
    ...{ route: listRuns, asked: runs.listRuns, page: runs.runPage, first: "-number" },
    told: { number: field("number"), createdAt: field("createdAt"), placed: field("placed") },
  }),
  "/schools": listOf({
    ...{
      route: listSchools,
      asked: schools.listSchools,
      page: schools.schoolPage,
      first: "code",
      key: "code",
    },
    told: { code: field("code") },
  }),
};

useDatabase();
let token = "";
// A principal may ask a hundred times a minute.
beforeEach(async () => {
  token = await tokenWith(["student:read", "mentor:read", "import:read", "export:download", "run:read"]);
});
beforeAll(async () => {
  // Ties everywhere: an order that leaves them open loses rows between two pages.
  const mentors = [];
  for (let i = 0; i < 6; i += 1)
    mentors.push(
      await createMentor({ capacity: 10 + (i % 2), managerId: 1 + (i % 3), name: `نام ${i % 2}` }),
    );
  for (let i = 0; i < 5; i += 1) {
    const student = { centerCode: i % 2, lastName: "یکی", ...(i > 2 ? { counter: null } : {}) };
    await createPlacement({ mentorId: mentors[i % 2] ?? 0, student });
    await createExport([]);
    await db().run.create({ data: { id: newId(), year: 1404, state: "DISCARDED", placed: i % 2 } });
  }
  await db().school.createMany({
    data: [105, 101, 104, 102, 103].map((code) => ({
      code,
      name: `مدرسهٔ ${code % 2}`,
      searchKey: `${code}`,
    })),
  });
  for (const from of [10, 20, 30])
    await checkedBatch("students", [
      studentTable([0, 1, 2].map((n) => makeStudentCells(from + n, { group: "777" }))),
    ]);
});

const ask = (path: string, query: Record<string, string>): Promise<Response> => {
  const { route, method } = LISTS[path as keyof typeof LISTS];
  if (method === undefined) return call(route, `${path}?${new URLSearchParams(query)}`, { token });
  const { limit, ...body } = query;
  return call(route, path, { token, body: { ...body, ...(limit ? { limit: Number(limit) } : {}) } });
};

const walk = async (path: string, query: Record<string, string>): Promise<Item[]> => {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const more: Record<string, string> = cursor === null ? {} : { cursor };
    const answer = await ask(path, { limit: "2", ...query, ...more });
    const page: z.output<List["page"]> = await expectShape(
      answer,
      200,
      LISTS[path as keyof typeof LISTS].page,
    );
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
};

/** As the database puts them: nothing told comes last, whichever the direction. */
const inOrder = (values: readonly unknown[], desc: boolean): unknown[] => {
  const told = values.filter((value) => value !== null);
  told.sort((a, b) => ((a as never) < (b as never) ? -1 : (a as never) > (b as never) ? 1 : 0));
  if (desc) told.reverse();
  return [...told, ...values.filter((value) => value === null)];
};

for (const [path, list] of Object.entries(LISTS)) {
  const orders = list.asked.shape.sort.unwrap().options as string[];

  test(`${path}: every order is read to the end, each row once, and is the order it says`, async () => {
    expect(orders.length).toBeGreaterThan(3);
    const everyone = (await walk(path, {})).map((item) => item[list.key ?? "id"]);
    expect(everyone.length).toBeGreaterThan(2);
    expect(new Set(everyone).size).toBe(everyone.length);
    for (const sort of orders) {
      const items = await walk(path, { sort });
      expect([sort, new Set(items.map((item) => item[list.key ?? "id"]))]).toEqual([sort, new Set(everyone)]);
      const by = list.told[sort.replace("-", "")];
      if (by === undefined) continue;
      const values = items.map(by);
      expect([sort, values]).toEqual([sort, inOrder(values, sort.startsWith("-"))]);
    }
  });

  test(`${path}: unasked it stays in the order it always had`, async () => {
    expect(await walk(path, {})).toEqual(await walk(path, { sort: list.first }));
  });

  test(`${path}: a cursor goes on in its own order only, and an order the list does not have is refused`, async () => {
    const [other = ""] = orders.filter((sort) => sort !== list.first);
    const { nextCursor } = list.page.parse(await (await ask(path, { limit: "2" })).json());
    const crossed = await ask(path, { limit: "2", sort: other, cursor: nextCursor ?? "" });
    expect((await expectProblem(crossed, 422, "INVALID_INPUT")).details).toMatchObject({
      fields: { cursor: "other_sort" },
    });
    const unknown = await expectProblem(await ask(path, { sort: "nobody" }), 422, "INVALID_INPUT");
    expect(unknown.details).toMatchObject({ fields: { sort: expect.any(String) } });
  });
}
