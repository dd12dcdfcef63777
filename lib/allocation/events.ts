import { z } from "zod";

const id = z.uuid();
const run = id.nullable();

/**
 * Data of the events of this context, by type. Ids only: who wants more asks for it. A schema never changes its meaning;
 * another one is another version. Source: Design §6.
 */
export const EVENT_SCHEMAS = {
  "takhsis.allocation.assignment.created.v1": z.object({
    assignmentId: id,
    runId: run,
    studentId: id,
    mentorId: z.int(),
    year: z.int(),
  }),
  "takhsis.allocation.assignment.failed.v1": z.object({
    assignmentId: id,
    runId: run,
    studentId: id,
    year: z.int(),
    reason: z.string(),
  }),
  "takhsis.allocation.assignment.ended.v1": z.object({
    assignmentId: id,
    studentId: id,
    mentorId: z.int().nullable(),
    year: z.int(),
    reason: z.string(),
  }),
  "takhsis.allocation.assignment.restored.v1": z.object({
    assignmentId: id,
    runId: id,
    studentId: id,
    mentorId: z.int(),
    year: z.int(),
  }),
  "takhsis.allocation.assignment.flagged.v1": z.object({
    assignmentId: id,
    studentId: id,
    mentorId: z.int(),
    codes: z.array(z.string()),
  }),
  "takhsis.allocation.assignment.confirmed.v1": z.object({
    assignmentId: id,
    studentId: id,
    mentorId: z.int(),
  }),
  "takhsis.allocation.assignment.pinned.v1": z.object({
    assignmentId: id,
    studentId: id,
    mentorId: z.int(),
  }),
  "takhsis.allocation.assignment.unpinned.v1": z.object({
    assignmentId: id,
    studentId: id,
    mentorId: z.int(),
  }),
  "takhsis.allocation.run.published.v1": z.object({ runId: id, year: z.int() }),
  "takhsis.allocation.run.reverted.v1": z.object({ runId: id, year: z.int() }),
  "takhsis.student.eligibility.changed.v1": z.object({
    studentId: id,
    onHold: z.boolean(),
    withdrawn: z.boolean(),
  }),
} as const;

export type EventType = keyof typeof EVENT_SCHEMAS;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_SCHEMAS)[T]>;

/** An event ready for the outbox; `eventId` is made by the caller, the aggregate is whoever the type speaks of. */
export const eventOf = <T extends EventType>(
  eventId: string,
  type: T,
  aggregateId: string,
  data: EventData<T>,
) => ({ id: eventId, type, aggregateType: type.split(".")[2]!, aggregateId, data });
