import { z } from "zod";

/** Rows one call leaves out: those of a page. */
export const REJECT_MAX = 100;

/** Rows to be left out for one reason, each in the version that was looked at. */
export const rejectRowsSchema = z.object({
  rows: z
    .array(z.object({ rowId: z.string().regex(/^\d{1,18}$/), version: z.int32() }))
    .min(1)
    .max(REJECT_MAX),
  reason: z.string().trim().min(3).max(500),
});
export type RejectRows = z.output<typeof rejectRowsSchema>;
