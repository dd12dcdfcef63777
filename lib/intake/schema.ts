import { z } from "zod";
import { KINDS } from "./columns";

const batchId = z.uuid();

/** A new batch; the year is needed for students and mentors. */
export const createBatchSchema = z.object({
  kind: z.enum(KINDS),
  year: z.int().nullish(),
  mode: z.enum(["PARTIAL", "FULL"]).optional(),
});
export type CreateBatch = z.infer<typeof createBatchSchema>;

/** Headings chosen by hand: heading text → field. */
export const mappingSchema = z.record(z.string().max(200), z.string().max(40));

export const checkBatchSchema = z.object({
  batchId,
  mapping: mappingSchema.optional(),
  /** Up to when the loads of a mentor file contain our exported placements; null = not at all. */
  loadsInclude: z.coerce.date().nullish(),
});
export type CheckBatch = z.infer<typeof checkBatchSchema>;

export const applyBatchSchema = z.object({
  batchId,
  /** The version of the batch that the person looked at. */
  version: z.int().optional(),
  skipQuarantined: z.boolean().default(false),
  confirmMassChange: z.boolean().default(false),
  loadsInclude: z.coerce.date().nullish(),
});
export type ApplyBatch = z.input<typeof applyBatchSchema>;

export const batchIdSchema = z.object({ batchId });
export const removeFileSchema = z.object({ batchId, fileId: z.uuid() });

const rowId = z.string().regex(/^\d{1,18}$/);
/** New texts of some cells of a row, by field; the rest stays. */
export const editRowSchema = z.object({
  rowId,
  version: z.int(),
  cells: z.record(z.string().max(40), z.string().max(32_767)),
});
export type EditRow = z.infer<typeof editRowSchema>;
export const rejectRowSchema = z.object({ rowId, version: z.int() });
