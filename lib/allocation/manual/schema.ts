import { z } from "zod";

/** Why somebody places, moves or ends by hand; one of these with every step. OTHER says it in the note. */
export const MANUAL_REASONS = [
  "FAMILY_REQUEST",
  "MENTOR_REQUEST",
  "SIBLINGS",
  "DISTANCE",
  "SPECIAL_NEED",
  "CORRECTION",
  "OTHER",
] as const;
export type ManualReason = (typeof MANUAL_REASONS)[number];

/** Students of one call. */
export const MANY_MAX = 500;
const NOTE_MIN = 3;

const reasoned = {
  reason: z.enum(MANUAL_REASONS),
  note: z.string().trim().max(500).default(""),
};
type Reasoned = { readonly reason: ManualReason; readonly note: string };

const told = ({ reason, note }: Reasoned): boolean => reason !== "OTHER" || note.length >= NOTE_MIN;
const NOTE_NEEDED = { path: ["note"], message: "required" };

/** The active assignment the caller saw: its id, null for none, absent = whatever there is. Differs → STALE_VERSION. */
const seen = z.uuid().nullable().optional();
const mentorId = z.coerce.number().pipe(z.int32().positive().max(2_147_483_647));
const studentIds = z
  .array(z.uuid())
  .min(1)
  .max(MANY_MAX)
  .transform((ids) => [...new Set(ids)]);

/** Where a student goes when the assignment ends: on hold, or back to the pool of the next run. Source: Contracts §2. */
export const AFTER_END = ["HOLD", "POOL"] as const;
const after = z.enum(AFTER_END).default("HOLD");

/**
 * Places a student with a mentor, or moves them there. `override` is ADMIN's word for rules other than capacity;
 * `requestId` makes a retry harmless. Source: Contracts §2.
 */
export const assignSchema = z
  .object({
    studentId: z.uuid(),
    mentorId,
    assignmentId: seen,
    pinned: z.boolean().default(true),
    override: z.boolean().default(false),
    requestId: z.uuid().optional(),
    ...reasoned,
  })
  .refine(told, NOTE_NEEDED);
export type AssignStudent = z.output<typeof assignSchema>;

export const unassignSchema = z
  .object({ studentId: z.uuid(), assignmentId: seen, after, ...reasoned })
  .refine(told, NOTE_NEEDED);
export type UnassignStudent = z.output<typeof unassignSchema>;

/** Pins or unpins; a pin is a mark, so it asks for no reason. */
export const pinSchema = z.object({ studentId: z.uuid(), assignmentId: seen });
export type PinStudent = z.output<typeof pinSchema>;

export const moveManySchema = z
  .object({
    studentIds,
    mentorId,
    pinned: z.boolean().default(true),
    requestId: z.uuid().optional(),
    ...reasoned,
  })
  .refine(told, NOTE_NEEDED);
export type MoveMany = z.output<typeof moveManySchema>;

export const unassignManySchema = z.object({ studentIds, after, ...reasoned }).refine(told, NOTE_NEEDED);
export type UnassignMany = z.output<typeof unassignManySchema>;

export const pinManySchema = z.object({ studentIds });
export type PinMany = z.output<typeof pinManySchema>;

/** Asks for the mentors a student could go to. `text`, a part of a name or an id, travels by POST. Source: Contracts §1. */
export const candidatesSchema = z.object({
  studentId: z.uuid(),
  text: z.string().trim().max(100).default(""),
  offset: z.int32().nonnegative().default(0),
  size: z.int().min(1).max(100).default(25),
});
export type AskCandidates = z.output<typeof candidatesSchema>;
