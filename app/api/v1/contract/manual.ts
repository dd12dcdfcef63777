import { z } from "zod";
import { AFTER_END, MANUAL_REASONS } from "@/lib/allocation/manual/schema";
import { count, id, pageOf, paging } from "./shapes";

const reasoned = {
  reason: z.enum(MANUAL_REASONS),
  note: z.string().max(500).optional().describe("Needed when the reason is OTHER"),
};
const seen = id
  .nullable()
  .optional()
  .describe("The active assignment you saw, null for none; another one is there → 409 STALE_VERSION");

export const assignment = z.strictObject({
  mentorId: z.int32().positive(),
  assignmentId: seen,
  pinned: z.boolean().optional().describe("Default true"),
  override: z.boolean().optional().describe("Past rules other than capacity; needs assign:override"),
  ...reasoned,
});
export const placed = z.strictObject({
  studentId: id,
  assignmentId: id,
  mentorId: z.int32().positive(),
  status: z.enum(["OK", "TEMP_REVIEW"]),
  codes: z.array(z.string()).describe("Rules that were overridden"),
  pinned: z.boolean(),
  counter: z.string(),
  issued: z.boolean().describe("Whether the counter is new"),
  from: z.strictObject({ assignmentId: id, mentorId: z.int32().positive() }).nullable(),
  stillCounted: z.boolean().describe("The downstream file still counts the place that was left"),
});

export const unassign = z.strictObject({
  assignmentId: seen,
  after: z.enum(AFTER_END).optional().describe("On hold (default), or back to the pool of the next run"),
  ...reasoned,
});
export const ended = z.strictObject({
  studentId: id,
  assignmentId: id,
  mentorId: z.int32().positive(),
  after: z.enum(AFTER_END),
  stillCounted: z.boolean(),
});

export const pin = z.strictObject({ assignmentId: seen });
export const pinned = z.strictObject({ studentId: id, assignmentId: id, pinned: z.boolean() });

export const listCandidates = z.strictObject(paging);
export const candidatePage = pageOf(
  z.strictObject({
    mentorId: z.int32().positive(),
    name: z.string(),
    rank: z.int32().positive(),
    capacity: count,
    load: count,
    places: count,
    fit: z.enum(["FREE", "OVERRIDABLE", "BLOCKED"]),
    needs: z.array(z.string()).describe("What would have to change for the student to fit"),
    current: z.boolean(),
  }),
);
