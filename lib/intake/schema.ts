import { z } from "zod";
import { endOfDayInTehran } from "@/lib/shared/calendar";
import { KINDS } from "./columns";

const batchId = z.uuid();

/** Up to when a mentor file's loads contain our placements: an instant, or a day until its end in Tehran; null = none. */
const loadsInclude = z
  .union([
    z.iso.date().transform(endOfDayInTehran),
    z.date(),
    z.iso.datetime({ offset: true }).pipe(z.coerce.date()),
  ])
  .nullish();

/** A new batch; the year is needed for students and mentors. */
export const createBatchSchema = z.object({
  kind: z.enum(KINDS),
  year: z.int32().nullish(),
  mode: z.enum(["PARTIAL", "FULL"]).optional(),
});
export type CreateBatch = z.infer<typeof createBatchSchema>;

/** Headings named in advance: heading text → field, null = left aside. */
export const mappingSchema = z.record(z.string().max(200), z.string().max(40).nullable());

/** What values of the file stand for: {field: {text: text}}; it replaces what was chosen for the batch before. */
export const valuesSchema = z.record(
  z.string().max(40),
  z.record(z.string().max(500), z.string().trim().min(1).max(500)),
);
export type Values = z.infer<typeof valuesSchema>;

export const checkBatchSchema = z.object({
  batchId,
  mapping: mappingSchema.optional(),
  values: valuesSchema.optional(),
  loadsInclude,
});
export type CheckBatch = z.infer<typeof checkBatchSchema>;

/** VALID: the rows that hold, in chunks · ALL: all rows in one transaction, or none. */
export const APPLY_MODES = ["VALID", "ALL"] as const;
export type ApplyMode = (typeof APPLY_MODES)[number];

export const applyBatchSchema = z.object({
  batchId,
  mode: z.enum(APPLY_MODES).default("VALID"),
  /** The version of the batch that the person looked at. */
  version: z.int32().optional(),
  skipQuarantined: z.boolean().default(false),
  confirmMassChange: z.boolean().default(false),
  loadsInclude,
});
export type ApplyBatch = Omit<z.input<typeof applyBatchSchema>, "loadsInclude"> &
  Pick<z.output<typeof applyBatchSchema>, "loadsInclude">;

/** `version`: of the batch the person looked at. */
export const undoBatchSchema = z.object({ batchId, version: z.int32().optional() });
export type UndoBatch = z.infer<typeof undoBatchSchema>;

export const batchIdSchema = z.object({ batchId });
/** Where the headings of a file are when the guess was wrong; null = to be found. */
export const layoutChoice = {
  sheet: z.string().min(1).max(100).nullable().default(null),
  headerRow: z.int().min(1).max(10_000).nullable().default(null),
};
export const chooseLayoutSchema = z.object({ batchId, fileId: z.uuid(), ...layoutChoice });
export type ChooseLayout = z.output<typeof chooseLayoutSchema>;

export const removeFileSchema = z.object({ batchId, fileId: z.uuid() });

const rowId = z.string().regex(/^\d{1,18}$/);
/** New texts of some cells of a row, by field; the rest stays. */
export const editRowSchema = z.object({
  rowId,
  version: z.int32(),
  cells: z.record(z.string().max(40), z.string().max(32_767)),
});
export type EditRow = z.infer<typeof editRowSchema>;
export const rejectRowSchema = z.object({ rowId, version: z.int32() });
