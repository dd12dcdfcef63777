import { z } from "zod";

/** The batch in which a person's last correction is taken back. */
export const undoEditSchema = z.object({ batchId: z.uuid() });
export type UndoEdit = z.infer<typeof undoEditSchema>;
