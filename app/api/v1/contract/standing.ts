import { z } from "zod";
import { type Operation, ok } from "./operation";
import { id } from "./shapes";

const reason = z.string().trim().min(3).max(500).describe("Goes into the audit log");

export const changeStanding = z.strictObject({
  reason,
  version: z
    .int32()
    .optional()
    .describe("Of the student that was looked at; an older one → 409 STALE_VERSION"),
});
export const standing = z.strictObject({
  studentId: id,
  version: z.int32(),
  stillCounted: z.boolean().describe("The downstream file still counts the place that became free"),
});

export const confirmPlacement = z.strictObject({
  reason,
  assignmentId: id.optional().describe("The placement you saw; another one is there → 409 STALE_VERSION"),
});
export const confirmed = z.strictObject({ studentId: id, assignmentId: id });

const step = (verb: string, name: string, summary: string): Operation => ({
  method: "post",
  path: `/students/{studentId}/${verb}`,
  id: name,
  permission: "student:write",
  summary,
  body: changeStanding,
  answers: ok(standing, "Changed"),
});

/** Where a student stands, changed by hand. Asked again, each answers 409 STUDENT_STATE: it is so already. */
export const STANDING: Operation[] = [
  step("hold", "holdStudent", "Keep a student out of the next runs; a placement stays"),
  step("release", "releaseStudent", "Put a held student back into the pool"),
  step("withdraw", "withdrawStudent", "A student leaves: the place is free, the counter stays"),
  step(
    "reinstate",
    "reinstateStudent",
    "A withdrawn student comes back into the pool, without the old place",
  ),
  {
    method: "post",
    path: "/students/{studentId}/confirm",
    id: "confirmPlacement",
    permission: "assign:write",
    summary: "Confirm a placement under review as it is; one made past the rules needs assign:override",
    body: confirmPlacement,
    answers: ok(confirmed, "Confirmed"),
  },
];
