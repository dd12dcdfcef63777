import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { planHere, publishHere } from "../allocation/running";
import { makeStudents, storeMentors, storeStudents } from "../allocation/world";

useDatabase();
beforeAll(async () => {
  await storeMentors([makeMentor(1, { capacity: 3 }), makeMentor(2, { capacity: 3 })]);
  await storeStudents(makeStudents(6));
  await publishHere(await planHere());
  await db().mentor.update({ where: { id: 2 }, data: { capacity: 5 } });
});
const studentsOf = (mentorId: number) => db().assignment.count({ where: { mentorId, status: "OK" } });

test("drain plans only when asked to, and moves nobody then", async () => {
  const plan = await takhsisJson("drain", "1", "--year", "1404", "--plan-only", "--keep-accepting");
  expect(plan).toMatchObject({
    kind: "DRAIN",
    mentorId: 1,
    state: "PLANNED",
    eligible: 3,
    placed: 2,
    stay: 1,
  });
  expect(await studentsOf(1)).toBe(3);
  expect(await db().mentor.findUnique({ where: { id: 1 } })).toMatchObject({ accepting: true });
});

test("drain moves whom it can, closes the mentor, and a revert brings the students back", async () => {
  const run = await takhsisJson<{ runId: string }>("drain", "1", "--year", "1404");
  expect(run).toMatchObject({ state: "PUBLISHED", placed: 2, stay: 1 });
  expect([await studentsOf(1), await studentsOf(2)]).toEqual([1, 5]);
  expect(await db().mentor.findUnique({ where: { id: 1 } })).toMatchObject({ accepting: false });
  expect(await takhsisJson("run", "revert", run.runId)).toMatchObject({ reversed: 2, kept: 0 });
  expect([await studentsOf(1), await studentsOf(2)]).toEqual([3, 3]);
});

test("drain of nobody is a refusal, and of no mentor a wrong call", async () => {
  const refused = async (...argv: string[]) => {
    const { code, document } = await takhsis([...argv, "--json"]);
    return [code, (document["error"] as { code: string } | undefined)?.code];
  };
  await db().assignment.updateMany({ where: { mentorId: 1, status: "OK" }, data: { pinned: true } });
  expect(await refused("drain", "1", "--year", "1404")).toEqual([1, "DRAIN_NOBODY"]);
  expect(await refused("drain", "999", "--year", "1404")).toEqual([1, "NOT_FOUND"]);
  expect(await refused("drain", "one", "--year", "1404")).toEqual([2, "USAGE"]);
});
