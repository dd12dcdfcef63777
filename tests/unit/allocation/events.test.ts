import { describe, expect, test } from "vitest";
import { z } from "zod";
import { EVENT_SCHEMAS, eventOf } from "@/lib/allocation/events";
import { COUNTER_EVENT_SCHEMAS, numberEvents } from "@/lib/counter/events";
import { envelopeSchema } from "@/lib/jobs/outbox";

const ID = "0198a7c0-0000-7000-8000-000000000001";

describe("the events of allocation and counters", () => {
  test("keep their form: another form is another version", async () => {
    const schemas = Object.fromEntries(
      Object.entries({ ...EVENT_SCHEMAS, ...COUNTER_EVENT_SCHEMAS }).map(([type, schema]) => [
        type,
        z.toJSONSchema(schema),
      ]),
    );
    await expect(`${JSON.stringify(schemas, null, 2)}\n`).toMatchFileSnapshot(
      "../../golden/events/allocation.json",
    );
  });

  test("fit the envelope, and name the aggregate they are about", () => {
    const made = [
      eventOf(ID, "takhsis.allocation.run.published.v1", ID, { runId: ID, year: 1404 }),
      ...numberEvents([ID], [ID], { runId: null, yearCode: "54" }),
    ];
    for (const { id, type, aggregateType, aggregateId, data } of made) {
      const envelope = { id, type, occurredAt: "2025-11-21T00:00:00.000Z", correlationId: "c", data };
      expect(() =>
        envelopeSchema.parse({ ...envelope, aggregate: { type: aggregateType, id: aggregateId } }),
      ).not.toThrow();
    }
    expect(made.map((one) => one.aggregateType)).toEqual(["run", "student"]);
  });
});
