import { z } from "zod";
import { KINDS } from "../columns";

/** What a source is: the kind of file, whoever brought it, or the centre of the row. */
export const TREND_BY = ["kind", "person", "center"] as const;
/** How many weeks back. */
export const TREND_WEEKS = [13, 26, 52] as const;

export const trendSchema = z.object({
  by: z.enum(TREND_BY).default("kind"),
  weeks: z.coerce.number().int().min(1).max(52).default(TREND_WEEKS[0]),
  kind: z.enum(KINDS).optional(),
});
export type TrendQuery = z.infer<typeof trendSchema>;
