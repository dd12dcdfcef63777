import { expect, test } from "vitest";
import { z } from "zod";
import { EVENT_SCHEMAS, eventOf } from "@/lib/intake/events";

test("the shape of an event never changes its meaning: another one is another version", async () => {
  const schemas = Object.fromEntries(
    Object.entries(EVENT_SCHEMAS).map(([type, schema]) => [type, z.toJSONSchema(schema)]),
  );
  await expect(`${JSON.stringify(schemas, null, 2)}\n`).toMatchFileSnapshot(
    "../../golden/events/intake.json",
  );
});

test("an event names the aggregate its type speaks of", () => {
  const id = "01900000-0000-7000-8000-000000000001";
  expect(
    eventOf(id, "takhsis.intake.batch.applied.v1", id, { batchId: id, kind: "students", year: 1404 }),
  ).toMatchObject({
    aggregateType: "batch",
    aggregateId: id,
  });
});
