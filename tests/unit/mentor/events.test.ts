import { expect, test } from "vitest";
import { z } from "zod";
import { capacityAdjusted, MENTOR_EVENT_SCHEMAS } from "@/lib/mentor/events";

test("the events about mentors keep their form and name the mentor they are about", async () => {
  const schemas = Object.fromEntries(
    Object.entries(MENTOR_EVENT_SCHEMAS).map(([type, schema]) => [type, z.toJSONSchema(schema)]),
  );
  await expect(`${JSON.stringify(schemas, null, 2)}\n`).toMatchFileSnapshot(
    "../../golden/events/mentor.json",
  );
  const event = capacityAdjusted("id", { mentorId: 7, before: 1, after: 2 });
  expect(event).toMatchObject({ aggregateType: "mentor", aggregateId: "7" });
  expect(() => MENTOR_EVENT_SCHEMAS[event.type].parse(event.data)).not.toThrow();
});
