import { expect, test } from "vitest";
import { compareRuns } from "@/lib/allocation/compare/queries";
import { chooseChains } from "@/lib/allocation/repair/commands";
import { db } from "@/lib/db/client";
import { actorOf } from "../../support/actors";
import { makeMentor } from "../../support/pool";
import { planHere } from "./running";
import { makeStudents, must, storeMentors, storeStudents, system, useWorld } from "./world";

useWorld();

test("two stored plans differ by what a chain moved, and a viewer sees their own centres only", async () => {
  await storeMentors([
    makeMentor(501, { capacity: 2, centers: [1, 2] }),
    makeMentor(502, { capacity: 3, load: 1, centers: [1] }),
  ]);
  await storeStudents([...makeStudents(2), ...makeStudents(2, { center: 2 }, 3)]);
  const [a, b] = [await planHere(), await planHere()];
  expect(await compareRuns(system, { a, b })).toMatchObject({ same: 4, total: 0, rows: [] });
  must(await chooseChains(system, { runId: b, change: "ACCEPT", chains: [] }));
  expect(await compareRuns(system, { a, b })).toMatchObject({
    a: { placed: 3, load: 4, capacity: 5 },
    b: { placed: 4, load: 5, capacity: 5 },
    same: 2,
    total: 2,
    rows: [
      { nationalId: "0000000001", kind: "MOVED", reason: "REPAIR", mentorA: 501, mentorB: 502 },
      { nationalId: "0000000004", kind: "GAINED", reason: "REPAIR", mentorA: null, mentorB: 501 },
    ],
  });
  expect((await compareRuns(system, { a, b, kind: "MOVED" }))?.total).toBe(1);
  const seen = await compareRuns(actorOf("MANAGER", { centers: [2] }), { a, b });
  expect(seen?.rows.map((row) => row.nationalId)).toEqual(["0000000004"]);
  expect(seen?.counts).toEqual([{ kind: "GAINED", reason: "REPAIR", students: 1 }]);
  await db().managerCenter.deleteMany({ where: { managerId: 501, centerCode: 2 } });
  const apart = await compareRuns(actorOf("MANAGER", { centers: [2] }), { a, b });
  expect(apart?.rows).toMatchObject([
    { kind: "GAINED", mentorA: null, mentorB: null, nameB: null, hidden: ["B"] },
  ]);
  expect(JSON.stringify(apart?.rows)).not.toContain("501");
});
