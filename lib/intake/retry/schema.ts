import { z } from "zod";
import { KINDS } from "../columns";

/** Rows of one click: few enough to wait for. */
export const RETRY_ROWS = 500;

/** Which waiting rows go through the check again: those of a filter, after the last row of the click before. */
export const retryRowsSchema = z.object({
  kind: z.enum(KINDS).optional(),
  code: z.string().max(60).optional(),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullish(),
});
export type RetryRows = z.infer<typeof retryRowsSchema>;
