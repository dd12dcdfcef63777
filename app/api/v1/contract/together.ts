import { z } from "zod";
import { DISCARD_MAX } from "@/lib/allocation/discard/schema";
import { REJECT_MAX, rejectRowsSchema } from "@/lib/intake/reject/schema";
import { type Operation, ok } from "./operation";
import { count, id, openRecord } from "./shapes";

const version = z.int32().describe("Of what was looked at; what has changed since stays");

export const rejectRows = z.strictObject({
  rows: z
    .array(z.strictObject({ rowId: rejectRowsSchema.shape.rows.element.shape.rowId, version }))
    .min(1)
    .max(REJECT_MAX),
  reason: rejectRowsSchema.shape.reason,
});
export const discardRuns = z.strictObject({
  runs: z
    .array(z.strictObject({ runId: id, version }))
    .min(1)
    .max(DISCARD_MAX),
});

/** What became of several things at once. */
export const doneTogether = z.strictObject({
  done: count,
  left: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        reason: z.string(),
        details: openRecord.optional(),
      }),
    )
    .describe("Those that stay as they were, and why; the name is empty for what is out of sight"),
});

/** The same done to several at once, each told apart. Done again, what is done already is among those left. */
export const TOGETHER: Operation[] = [
  {
    method: "post",
    path: "/quarantine/reject",
    id: "rejectQuarantinedRows",
    permission: "quarantine:write",
    summary: "Leave up to 100 rows out for good, for one reason",
    body: rejectRows,
    answers: ok(doneTogether, "What was rejected, and what stays"),
  },
  {
    method: "post",
    path: "/runs/discard",
    id: "discardRuns",
    permission: "alloc:run",
    summary: "Throw up to 100 plans away",
    body: discardRuns,
    answers: ok(doneTogether, "What was thrown away, and what stays"),
  },
];
