/** Life of a batch. Source: Design §3. */
export const BATCH_STATES = [
  "DRAFT",
  "VALIDATING",
  "READY",
  "NEEDS_REVIEW",
  "APPLYING",
  "APPLIED",
  "APPLIED_WITH_REJECTS",
  "APPLY_PAUSED",
  "FAILED",
  "CANCELLED",
  "REVERTING",
  "REVERTED",
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** What people do with a batch. */
export type BatchStep = "files" | "check" | "rows" | "rejects" | "apply" | "cancel" | "undo";

const ALLOWED: Readonly<Record<BatchStep, readonly BatchState[]>> = {
  files: ["DRAFT", "READY", "NEEDS_REVIEW", "FAILED"],
  check: ["DRAFT", "READY", "NEEDS_REVIEW", "FAILED"],
  rows: ["READY", "NEEDS_REVIEW"],
  // A row left behind by an applied batch can still be fixed; it is applied at once.
  rejects: ["APPLIED_WITH_REJECTS"],
  apply: ["READY", "NEEDS_REVIEW", "APPLY_PAUSED", "FAILED"],
  // While work is under way this asks it to stop at the end of its chunk.
  cancel: ["DRAFT", "READY", "NEEDS_REVIEW", "FAILED", "VALIDATING", "APPLYING"],
  // What is committed can be taken back; an undo whose job died goes on, and nothing else can happen to the batch.
  undo: ["APPLIED", "APPLIED_WITH_REJECTS", "APPLY_PAUSED", "REVERTING"],
};

/** Whether a state allows a step; anything else is `BATCH_LOCKED`. Source: Design §3. */
export const allows = (status: string, step: BatchStep): boolean =>
  (ALLOWED[step] as readonly string[]).includes(status);

/** Whether there is something to tell of taking the batch back: what it would do, does, or did. */
export const tellsUndo = (status: string): boolean => status === "REVERTED" || allows(status, "undo");

/** Whether a worker is busy with the batch. */
export const isRunning = (status: string): boolean =>
  ["VALIDATING", "APPLYING", "REVERTING"].includes(status);

/** Stored rows below which the brake is off, and the share above which it holds. Source: Contracts §5. */
const BRAKE = { storedMin: 20, shareMax: 0.1 };

/** Whether so many changed and missing rows of so many stored ones need an explicit word. Source: Contracts §5. */
export const isMassChange = (counts: { changed: number; missing: number; stored: number }): boolean =>
  counts.stored >= BRAKE.storedMin && (counts.changed + counts.missing) / counts.stored > BRAKE.shareMax;
