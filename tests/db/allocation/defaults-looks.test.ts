import { beforeAll, expect, test } from "vitest";
import { getCapacityPlan } from "@/lib/allocation/capacity/queries";
import { chooseRunDefaults } from "@/lib/allocation/defaults/commands";
import { listWaiting } from "@/lib/allocation/need/queries";
import { explainStudent } from "@/lib/allocation/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { makeMentor } from "@/tests/support/pool";
import { makeStudents, storeMentors, storeStudents, YEAR } from "./world";

useDatabase();
const admin = actorOf("ADMIN");
const pupils = makeStudents(3, { type: 1, school: 4_417 });

/** Pupils of a school nobody serves, beside a mentor for everybody else. */
beforeAll(async () => {
  await storeMentors([makeMentor(1)]);
  await storeStudents(pupils);
});

/** What each page says of these pupils. */
const told = async () => {
  const queue = await listWaiting(admin, { year: YEAR, offset: 0, size: 25 });
  const planner = await getCapacityPlan(admin, { year: YEAR, centers: [] });
  const why = await explainStudent(admin, { nationalId: pupils[0]?.nationalId });
  return {
    placeable: queue.placeable,
    placedInTurn: planner.ok && planner.value.placedInTurn,
    most: planner.ok && planner.value.plan.most,
    others: why?.explanation.fallback?.length ?? 0,
  };
};

test("the queue, the planner and the explanation look at the pool as new runs are proposed, from the moment that is chosen", async () => {
  expect(await told()).toEqual({ placeable: 0, placedInTurn: 0, most: 0, others: 0 });
  await chooseRunDefaults(admin, { version: 0, policy: "sequential", schoolFallback: true });
  expect(await told()).toEqual({ placeable: 3, placedInTurn: 3, most: 3, others: 1 });
});
