import type { RunState } from "./schema";

/** What a person can do with a run. */
export const RUN_STEPS = ["publish", "discard", "cancel", "resume", "revert", "replan", "replay"] as const;
export type RunStep = (typeof RUN_STEPS)[number];

type Standing = {
  readonly state: RunState;
  readonly planHash: string | null;
  readonly cursor: number;
  readonly errorCode: string | null;
  readonly cancelRequested: boolean;
  /** Whether some job still works, or waits to work, on it. */
  readonly live: boolean;
};

/** The steps a run's state allows; the commands decide again under the row's lock. Source: Design §3. */
export function stepsOf(run: Standing): RunStep[] {
  const planned = run.planHash !== null;
  const stale = run.errorCode === "PLAN_STALE";
  switch (run.state) {
    case "PLANNING":
      return run.live ? [] : ["discard"];
    case "PLANNED":
      return ["discard", "publish"];
    case "PUBLISHING":
      return run.live ? (run.cancelRequested ? [] : ["cancel"]) : ["cancel", "resume"];
    case "PUBLISHED":
      return ["revert", "replay"];
    case "CANCELLED":
      return run.cursor > 0 ? ["revert", "replay", "replan", "resume"] : ["replan", "resume"];
    case "FAILED":
      return [
        ...(planned && run.cursor > 0 ? (["revert", "replay"] as const) : []),
        ...(planned && !stale ? (["resume"] as const) : []),
        "replan",
      ];
    case "REVERTING":
      return run.live ? [] : ["revert"];
    case "REVERTED":
    case "DISCARDED":
      return [];
  }
}
