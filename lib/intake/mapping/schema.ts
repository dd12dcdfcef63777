import { z } from "zod";

/** What a file's columns are, by Excel's letters; null = left aside. A column not named keeps what is recognised. */
export const columnFieldsSchema = z.record(z.string().regex(/^[A-Z]{1,3}$/), z.string().max(40).nullable());

export const chooseColumnsSchema = z.object({
  batchId: z.uuid(),
  fileId: z.uuid(),
  /** The version of the batch that the person looked at. */
  version: z.int32().optional(),
  columns: columnFieldsSchema,
});
export type ChooseColumns = z.infer<typeof chooseColumnsSchema>;

/** Columns of a file as its choice keeps them. */
export const columnChoicesSchema = z.array(
  z.object({ heading: z.string(), nth: z.int32(), field: z.string().nullable() }),
);
