import { z } from "zod";
import { queueFilter, rowIds } from "../queue/schema";

/** Rows of one click: few enough to wait for. */
export const RETRY_ROWS = 500;

/** Which waiting rows go through the check again: those of some ids, or of a filter after the last row of the click before. */
export const retryRowsSchema = z.object({
  ...queueFilter,
  ids: rowIds.optional(),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullish(),
  /** Rows of applied batches may change more than the brake lets through. */
  confirmMassChange: z.boolean().default(false),
});
export type RetryRows = z.input<typeof retryRowsSchema>;
