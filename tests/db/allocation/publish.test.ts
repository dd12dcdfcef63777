import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import { GOLDEN_PLAN_HASH, goldenCase } from "../../unit/allocation/golden";
import {
  clearWorld,
  findBreaches,
  planHere,
  publishedLines,
  publishHere,
  runOf,
  storeSnapshot,
} from "./world";

useDatabase();
beforeEach(clearWorld);

describe("the golden case through the database", () => {
  test("plans, publishes and keeps every invariant", async () => {
    const { snapshot, lines } = goldenCase();
    await storeSnapshot(snapshot);
    const runId = await planHere();
    expect(await runOf(runId)).toMatchObject({
      state: "PLANNED",
      planHash: GOLDEN_PLAN_HASH,
      eligible: 1000,
      placed: 919,
    });
    await publishHere(runId);
    expect(await runOf(runId)).toMatchObject({
      state: "PUBLISHED",
      publishedPlaced: 919,
      publishedUnplaced: 81,
      countersIssued: 919,
      dead: 0,
    });
    expect(await publishedLines(runId)).toEqual(lines);
    expect(await findBreaches()).toEqual([]);
    const events = await db().outboxEvent.groupBy({ by: ["type"], _count: true, orderBy: { type: "asc" } });
    expect(events.map((row) => [row.type, row._count])).toEqual([
      ["takhsis.allocation.assignment.created.v1", 919],
      ["takhsis.allocation.assignment.failed.v1", 81],
      ["takhsis.allocation.run.published.v1", 1],
      ["takhsis.counter.number.issued.v1", 919],
    ]);
  });
});
