import { z } from "zod";

/** Data of the events of this context, by type; the number itself stays in the database. Source: Design §6. */
export const COUNTER_EVENT_SCHEMAS = {
  "takhsis.counter.number.issued.v1": z.object({
    studentId: z.uuid(),
    runId: z.uuid().nullable(),
    yearCode: z.string(),
  }),
} as const;

/** An event for each student who got a number; `eventIds` are made by the caller, one each. */
export const numberEvents = (
  eventIds: readonly string[],
  studentIds: readonly string[],
  issue: { readonly runId: string | null; readonly yearCode: string },
) =>
  studentIds.map((studentId, i) => ({
    id: eventIds[i]!,
    type: "takhsis.counter.number.issued.v1" as const,
    aggregateType: "student",
    aggregateId: studentId,
    data: { studentId, ...issue },
  }));
