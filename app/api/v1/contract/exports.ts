import { z } from "zod";
import { SPECS } from "@/lib/lists/pages";
import {
  center,
  count,
  failure,
  hash,
  id,
  instant,
  job,
  openRecord,
  pageOf,
  paging,
  sortBy,
  year,
} from "./shapes";

export const startExport = z
  .strictObject({
    profile: z.string().default("sabt"),
    year,
    scope: z.enum(["NEW", "RUN", "YEAR", "DELTA"]).default("NEW"),
    runId: id.optional().describe("With scope RUN"),
    centers: z.array(center).max(100).default([]),
    format: z.enum(["xlsx", "csv"]).default("xlsx"),
    since: z
      .object({ at: instant, id })
      .optional()
      .describe("With scope DELTA: the watermark of the last one"),
  })
  .refine((input) => (input.scope === "RUN") === (input.runId !== undefined), { path: ["runId"] })
  .refine((input) => (input.scope === "DELTA") === (input.since !== undefined), { path: ["since"] });
export const findExport = z.strictObject({
  profile: z.string().default("sabt"),
  year: z.coerce.number().int().min(1300).max(1500),
  run: id.optional(),
  center: z.coerce.number().pipe(z.int32().nonnegative()).optional(),
  format: z.enum(["xlsx", "csv"]).default("xlsx"),
});
export const listExports = z.strictObject({
  ...paging,
  sort: sortBy(SPECS.exports.sorts, SPECS.exports.defaultSort),
  year: z.coerce.number().pipe(z.int32()).optional(),
  state: z.enum(["QUEUED", "RUNNING", "READY", "FAILED"]).optional(),
  profile: z.string().optional(),
});
const exportSummary = z.strictObject({
  id,
  seq: z.int32(),
  profile: z.string(),
  year,
  scope: z.enum(["NEW", "RUN", "YEAR", "DELTA"]),
  runId: id.nullable(),
  centers: z.array(center),
  format: z.string(),
  state: z.enum(["QUEUED", "RUNNING", "READY", "FAILED"]),
  rows: count,
  files: z.array(z.object({ name: z.string(), sha256: hash, rows: count, size: count, url: z.string() })),
  warnings: z.array(openRecord),
  error: failure.nullable(),
  createdAt: instant,
  readyAt: instant.nullable(),
  expiresAt: instant.nullable(),
});
export const exportPage = pageOf(exportSummary);
export const exportDetail = exportSummary.extend({ job: job.omit({ kind: true, error: true }).nullable() });
export const exportPending = z.strictObject({ exportId: id, statusUrl: z.string() });
export const fileQuery = z.strictObject({ name: z.string() });
