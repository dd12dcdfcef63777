"use server";

import { action } from "@/lib/auth/guard";
import { cancelBatch, removeFile, startApply, startValidate } from "./batch/commands";
import { chooseLayout } from "./layout/commands";
import { rejectRow } from "./reject/commands";
import { editRow, releaseRow } from "./row/commands";
import {
  applyBatchSchema,
  batchIdSchema,
  checkBatchSchema,
  chooseLayoutSchema,
  editRowSchema,
  rejectRowSchema,
  removeFileSchema,
  undoBatchSchema,
} from "./schema";
import { startUndo } from "./undo/commands";

export const checkBatchAction = action("import:write", checkBatchSchema, startValidate);
export const applyBatchAction = action("import:write", applyBatchSchema, startApply);
export const cancelBatchAction = action("import:write", batchIdSchema, cancelBatch);
export const undoBatchAction = action("import:write", undoBatchSchema, startUndo);
export const chooseLayoutAction = action("import:write", chooseLayoutSchema, chooseLayout);
export const removeFileAction = action("import:write", removeFileSchema, removeFile);
export const editRowAction = action("quarantine:write", editRowSchema, editRow);
export const rejectRowAction = action("quarantine:write", rejectRowSchema, rejectRow);
export const releaseRowAction = action("quarantine:write", rejectRowSchema, releaseRow);
