import { expect, test } from "vitest";
import { replanRun, startPlan, startPublish } from "@/lib/allocation/commands";
import { replayRun } from "@/lib/allocation/queries";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { findBreaches } from "./facts";
import { planHere, publishedLines, publishHere, runOf } from "./running";
import { makeStudents, storeMentors, storeStudents, system, useWorld, YEAR } from "./world";

useWorld();

const idsOf = async (...nationalIds: string[]): Promise<string[]> => {
  const rows = await db().student.findMany({ where: { nationalId: { in: nationalIds } } });
  return rows.map((row) => row.id);
};
const ask = (students: string[]) => ({
  year: YEAR,
  policy: "sequential" as const,
  centers: [],
  switches: { schoolFallback: false },
  students,
});

test("a run over chosen students places only these, and its replay gives the same hash", async () => {
  await storeMentors([makeMentor(501, { capacity: 3 })]);
  await storeStudents(makeStudents(6));
  const runId = await planHere({ students: await idsOf("0000000004", "0000000006") });
  expect(await runOf(runId)).toMatchObject({ eligible: 2, placed: 2, state: "PLANNED" });
  await publishHere(runId);
  expect(await publishedLines(runId)).toEqual(["0000000004,501", "0000000006,501"]);
  expect(await db().assignment.count()).toBe(2);
  expect(await findBreaches()).toEqual([]);
  expect((await replayRun(system, runId))?.same).toBe(true);
});

test("other students coming or going do not make a plan over chosen students stale, a change of a chosen one does", async () => {
  await storeMentors([makeMentor(501)]);
  await storeStudents(makeStudents(4));
  const runId = await planHere({ students: await idsOf("0000000001", "0000000002") });
  await storeStudents(makeStudents(3, {}, 50));
  await db().student.update({ where: { nationalId: "0000000003" }, data: { onHold: true } });
  await publishHere(runId);
  expect(await runOf(runId)).toMatchObject({ state: "PUBLISHED", publishedPlaced: 2 });

  const again = await planHere({ students: await idsOf("0000000004", "0000000050") });
  await db().student.update({ where: { nationalId: "0000000050" }, data: { groupCode: 31 } });
  expect(await startPublish(system, { runId: again })).toMatchObject({
    ok: false,
    reason: "PLAN_STALE",
    details: { students: 1, mentors: 0 },
  });
  const replanned = await replanRun(system, { runId: again });
  if (!replanned.ok) throw new Error(replanned.reason);
  expect((await runOf(replanned.value.runId)).chosenStudents).toHaveLength(2);
});

test("chosen students nobody knows or of other centres are not there; ineligible ones leave nobody to place", async () => {
  await storeMentors([makeMentor(501)]);
  await storeStudents([...makeStudents(2), ...makeStudents(1, { center: 0 }, 9)]);
  const [inside = ""] = await idsOf("0000000001");
  const [outside = ""] = await idsOf("0000000009");
  const operator = actorOf("OPERATOR", { centers: [1] });
  expect(await startPlan(system, ask([newId()]))).toMatchObject({ ok: false, reason: "NOT_FOUND" });
  expect(await startPlan(operator, ask([inside, outside]))).toMatchObject({ ok: false, reason: "NOT_FOUND" });
  await db().student.update({ where: { id: inside }, data: { withdrawn: true } });
  expect(await startPlan(operator, ask([inside]))).toMatchObject({ ok: false, reason: "RUN_NO_STUDENTS" });
});
