import { z } from "zod";

/** Rows a table asks for at a time. */
export const WINDOW_ROWS = 100;

/** A window of a batch's rows: all of them, or those in quarantine. */
export const rowWindowSchema = z.object({
  batchId: z.uuid(),
  show: z.enum(["all", "quarantined"]),
  offset: z.int().min(0),
});
export type RowWindow = z.infer<typeof rowWindowSchema>;
