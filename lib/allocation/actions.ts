"use server";

import { action } from "@/lib/auth/guard";
import { cancelRun, discardRun, replanRun, startPlan, startPublish, startRevert } from "./commands";
import { replayDeadLetter } from "./letter/commands";
import {
  confirmReview,
  holdStudent,
  reinstateStudent,
  releaseHold,
  withdrawStudent,
} from "./placement/commands";
import {
  confirmReviewSchema,
  deadLetterRefSchema,
  revertRunSchema,
  runRefSchema,
  startRunSchema,
  studentStateSchema,
} from "./schema";

export const startRunAction = action("alloc:run", startRunSchema, startPlan);
export const replanRunAction = action("alloc:run", runRefSchema, replanRun);
export const discardRunAction = action("alloc:run", runRefSchema, discardRun);
export const publishRunAction = action("alloc:publish", runRefSchema, startPublish);
export const resumeRunAction = action("alloc:publish", runRefSchema, startPublish);
export const cancelRunAction = action("alloc:publish", runRefSchema, cancelRun);
export const revertRunAction = action("alloc:revert", revertRunSchema, startRevert);
export const replayDeadLetterAction = action("alloc:publish", deadLetterRefSchema, replayDeadLetter);
export const holdStudentAction = action("student:write", studentStateSchema, holdStudent);
export const releaseHoldAction = action("student:write", studentStateSchema, releaseHold);
export const withdrawStudentAction = action("student:write", studentStateSchema, withdrawStudent);
export const reinstateStudentAction = action("student:write", studentStateSchema, reinstateStudent);
export const confirmReviewAction = action("assign:write", confirmReviewSchema, confirmReview);
