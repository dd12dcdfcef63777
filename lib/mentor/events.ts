import { z } from "zod";

/** Data of the events of this context, by type: ids only. A schema never changes its meaning. Source: Design §6. */
export const MENTOR_EVENT_SCHEMAS = {
  "takhsis.mentor.capacity.adjusted.v1": z.object({ mentorId: z.int(), before: z.int(), after: z.int() }),
} as const;

type Adjusted = z.infer<(typeof MENTOR_EVENT_SCHEMAS)["takhsis.mentor.capacity.adjusted.v1"]>;

/** A person changed how many students a mentor may have (CapacityAdjusted); `eventId` is made by the caller. */
export const capacityAdjusted = (eventId: string, data: Adjusted) => ({
  id: eventId,
  type: "takhsis.mentor.capacity.adjusted.v1" as const,
  aggregateType: "mentor",
  aggregateId: String(data.mentorId),
  data,
});
