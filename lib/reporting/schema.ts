import { z } from "zod";

export const EXPORT_SCOPES = ["NEW", "RUN", "YEAR", "DELTA"] as const;
export type ExportScope = (typeof EXPORT_SCOPES)[number];
export const EXPORT_STATES = ["QUEUED", "RUNNING", "READY", "FAILED"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
/** The orders a list of exports can be asked for. */
export const EXPORT_SORTS = ["number", "createdAt", "rows"] as const;
export type ExportSort = (typeof EXPORT_SORTS)[number];

const year = z.coerce.number().int().min(1300).max(1500);
const center = z.coerce.number().int().min(0);

/** What may be asked of an export: NEW = not in an earlier one, RUN = of one run, YEAR = all, DELTA = after a watermark pair. */
export const startExportSchema = z
  .object({
    profile: z.string().default("sabt"),
    year,
    scope: z.enum(EXPORT_SCOPES).default("NEW"),
    runId: z.uuid().optional(),
    /** Empty = all centres of the person. */
    centers: z.array(center).max(100).default([]),
    format: z.enum(["xlsx", "csv"]).default("xlsx"),
    since: z.object({ at: z.iso.datetime(), id: z.uuid() }).optional(),
  })
  .refine((input) => (input.scope === "RUN") === (input.runId !== undefined), { path: ["runId"] })
  .refine((input) => (input.scope === "DELTA") === (input.since !== undefined), { path: ["since"] });
export type StartExport = z.infer<typeof startExportSchema>;

/** Which stored export `GET /reports/export` asks for. */
export const findExportSchema = z.object({
  profile: z.string().default("sabt"),
  year,
  run: z.uuid().optional(),
  center: center.optional(),
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
});
export type FindExport = z.infer<typeof findExportSchema>;
