import { beforeAll, expect, test } from "vitest";
import { GET as listRuns } from "@/app/api/v1/runs/route";
import { POST as searchStudents } from "@/app/api/v1/students/search/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { makeStudents, storeStudents } from "@/tests/db/allocation/world";
import { useDatabase } from "@/tests/support/db";
import { answerOf, call, tokenWith } from "@/tests/support/rest";

useDatabase();

beforeAll(async () => {
  await storeStudents([
    ...makeStudents(2),
    ...makeStudents(3, { type: 1, school: 4_417 }, 10),
    ...makeStudents(1, { type: 1, school: 4_418, gender: 1 }, 20),
  ]);
  await db().student.update({ where: { nationalId: "0000000001" }, data: { regStatus: 3 } });
  for (const policy of ["sequential", "optimal", "optimal"])
    await db().run.create({ data: { id: newId(), year: 1404, state: "DISCARDED", policy } });
});

type Page = { items: { school: number | null; studentType: number; policy: string }[] };

test("students are narrowed by type, registration, school and gender over REST as in the console", async () => {
  const token = await tokenWith(["student:read"]);
  const found = async (body: object) =>
    (await answerOf<Page>(await call(searchStudents, "/students/search", { token, body }))).body.items;
  expect(await found({})).toHaveLength(6);
  expect((await found({ studentType: 1 })).map(({ studentType }) => studentType)).toEqual([1, 1, 1, 1]);
  expect((await found({ school: 4_418 })).map(({ school }) => school)).toEqual([4_418]);
  expect(await found({ studentType: 1, gender: 0 })).toHaveLength(3);
  expect(await found({ regStatus: 3 })).toHaveLength(1);
});

test("runs are narrowed by how they were planned", async () => {
  const token = await tokenWith(["run:read"]);
  const { body } = await answerOf<Page>(await call(listRuns, "/runs?policy=optimal", { token }));
  expect(body.items.map(({ policy }) => policy)).toEqual(["optimal", "optimal"]);
});
