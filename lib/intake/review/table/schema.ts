import { z } from "zod";

/** Rows a table asks for at a time. */
export const WINDOW_ROWS = 100;

/** What a review table shows: all rows, those that change something stored, or those in quarantine. */
export const REVIEW_VIEWS = ["all", "changed", "quarantined"] as const;
export type ReviewView = (typeof REVIEW_VIEWS)[number];

/** A view of a batch's rows, optionally of those in which a code was found. */
export const rowPlacesSchema = z.object({
  batchId: z.uuid(),
  show: z.enum(REVIEW_VIEWS),
  code: z.string().max(60).nullable().default(null),
});
export type RowPlacesAsked = z.input<typeof rowPlacesSchema>;

/** Rows of a batch by their position in it. */
export const rowWindowSchema = z.object({
  batchId: z.uuid(),
  positions: z.array(z.int().min(1)).max(WINDOW_ROWS),
});
export type RowWindow = z.infer<typeof rowWindowSchema>;
