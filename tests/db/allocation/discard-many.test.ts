import { beforeEach, expect, test } from "vitest";
import { discardRuns } from "@/lib/allocation/discard/commands";
import { discardRunsSchema } from "@/lib/allocation/discard/schema";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";

useDatabase();
const operator = actorOf("OPERATOR");
const north = actorOf("OPERATOR", { centers: [1] });

beforeEach(async () => {
  await db().run.deleteMany();
});
const createRun = async (state: string, centers: number[] = []) => {
  const data = {
    id: newId(),
    year: 1404,
    kind: "ALLOCATE",
    policy: "sequential",
    switches: {},
    state,
    centers,
  };
  return await db().run.create({ data });
};
const chosen = (runs: readonly { id: string; version: number }[]) =>
  discardRunsSchema.parse({ runs: runs.map(({ id, version }) => ({ runId: id, version })) });
const stateOf = async ({ id }: { id: string }) => (await db().run.findUnique({ where: { id } }))?.state;

test("the chosen plans are thrown away, each with an entry of its own; what is no plan any more stays and is named", async () => {
  const [first, second, published] = [
    await createRun("PLANNED"),
    await createRun("PLANNED"),
    await createRun("PUBLISHED"),
  ];
  const result = await discardRuns(operator, chosen([first, second, published, first]));
  expect(result).toMatchObject({
    value: { done: 2, left: [{ id: published.id, name: String(published.number), reason: "RUN_STATE" }] },
  });
  expect(await Promise.all([first, second, published].map(stateOf))).toEqual([
    "DISCARDED",
    "DISCARDED",
    "PUBLISHED",
  ]);
  const entries = await db().auditLog.findMany({
    where: { action: "allocation.run.discard", resourceId: { in: [first.id, second.id, published.id] } },
  });
  expect(entries.map(({ resourceId }) => resourceId).sort()).toEqual([first.id, second.id].sort());
});

test("a plan that changed since it was chosen stays, the others go", async () => {
  const [changed, other] = [await createRun("PLANNED"), await createRun("PLANNED")];
  const ids = chosen([changed, other]);
  await db().run.update({ where: { id: changed.id }, data: { version: { increment: 1 } } });
  expect(await discardRuns(operator, ids)).toMatchObject({
    value: { done: 1, left: [{ id: changed.id, reason: "STALE_VERSION" }] },
  });
  expect(await stateOf(changed)).toBe("PLANNED");
});

test("plans of other centres stay, and of those out of sight not even the number is told", async () => {
  const [own, all, south] = [
    await createRun("PLANNED", [1]),
    await createRun("PLANNED"),
    await createRun("PLANNED", [2]),
  ];
  expect(await discardRuns(north, chosen([own, all, south]))).toMatchObject({
    value: {
      done: 1,
      left: [
        { id: all.id, name: String(all.number), reason: "CENTER_OUT_OF_SCOPE" },
        { id: south.id, name: "", reason: "NOT_FOUND" },
      ],
    },
  });
  expect(await stateOf(all)).toBe("PLANNED");
});

test("a choice without the version it was made in is refused", () => {
  expect(discardRunsSchema.safeParse({ runs: [{ runId: newId() }] }).success).toBe(false);
  expect(discardRunsSchema.safeParse({ runs: [{ runId: "x", version: 1 }] }).success).toBe(false);
});
