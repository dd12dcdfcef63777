import { z } from "zod";

const change = z.enum(["NEW", "CHANGED"]);
const taken = z.enum(["REMOVED", "RESTORED"]);

/** Data of the events of this context, by type: ids only. A schema never changes its meaning. Source: Design §6. */
export const EVENT_SCHEMAS = {
  "takhsis.intake.student.imported.v1": z.object({
    studentId: z.uuid(),
    batchId: z.uuid(),
    year: z.int(),
    change,
  }),
  "takhsis.intake.mentor.imported.v1": z.object({ mentorId: z.int(), batchId: z.uuid(), change }),
  "takhsis.intake.capacity.adjusted.v1": z.object({ mentorId: z.int(), before: z.int(), after: z.int() }),
  "takhsis.intake.batch.applied.v1": z.object({
    batchId: z.uuid(),
    kind: z.string(),
    year: z.int().nullable(),
  }),
  "takhsis.intake.batch.reverted.v1": z.object({
    batchId: z.uuid(),
    kind: z.string(),
    year: z.int().nullable(),
  }),
  "takhsis.intake.student.corrected.v1": z.object({ studentId: z.uuid(), fields: z.array(z.string()) }),
  "takhsis.intake.student.created.v1": z.object({ studentId: z.uuid(), year: z.int() }),
  "takhsis.intake.mentor.corrected.v1": z.object({ mentorId: z.int(), fields: z.array(z.string()) }),
  "takhsis.intake.mentor.created.v1": z.object({ mentorId: z.int(), year: z.int() }),
  "takhsis.intake.student.reverted.v1": z.object({
    studentId: z.uuid(),
    batchId: z.uuid(),
    change: taken,
  }),
  "takhsis.intake.mentor.reverted.v1": z.object({ mentorId: z.int(), batchId: z.uuid(), change: taken }),
} as const;

export type EventType = keyof typeof EVENT_SCHEMAS;

/** An event ready for the outbox; `eventId` is made by the caller, the aggregate is whoever the type speaks of. */
export const eventOf = <T extends EventType>(
  eventId: string,
  type: T,
  aggregateId: string,
  data: z.infer<(typeof EVENT_SCHEMAS)[T]>,
) => ({ id: eventId, type, aggregateType: type.split(".")[2] ?? "", aggregateId, data });
