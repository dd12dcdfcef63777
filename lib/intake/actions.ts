"use server";

import { action } from "@/lib/auth/guard";
import { cancelBatch, removeFile, startApply, startValidate } from "./batch/commands";
import { editRow, rejectRow } from "./row/commands";
import {
  applyBatchSchema,
  batchIdSchema,
  checkBatchSchema,
  editRowSchema,
  rejectRowSchema,
  removeFileSchema,
} from "./schema";

export const checkBatchAction = action("import:write", checkBatchSchema, startValidate);
export const applyBatchAction = action("import:write", applyBatchSchema, startApply);
export const cancelBatchAction = action("import:write", batchIdSchema, cancelBatch);
export const removeFileAction = action("import:write", removeFileSchema, removeFile);
export const editRowAction = action("quarantine:write", editRowSchema, editRow);
export const rejectRowAction = action("quarantine:write", rejectRowSchema, rejectRow);
