import type { Tone } from "@/components/ui/tokens";

/** The way of a batch as people see it. */
export const STEPS = ["files", "check", "review", "apply", "done"] as const;
export type Step = (typeof STEPS)[number];

const AT: Readonly<Record<string, { step: Step; tone: Tone }>> = {
  DRAFT: { step: "files", tone: "info" },
  VALIDATING: { step: "check", tone: "busy" },
  READY: { step: "review", tone: "info" },
  NEEDS_REVIEW: { step: "review", tone: "warn" },
  APPLYING: { step: "apply", tone: "busy" },
  APPLY_PAUSED: { step: "apply", tone: "warn" },
  APPLIED: { step: "done", tone: "ok" },
  APPLIED_WITH_REJECTS: { step: "done", tone: "ok" },
  CANCELLED: { step: "files", tone: "mute" },
  REVERTING: { step: "done", tone: "busy" },
  REVERTED: { step: "done", tone: "mute" },
};

/** Step and tone of a stored state. A failed batch stands where it fell: nothing of it is committed. Source: Design §3. */
export const stepOf = (status: string, failedAt: "check" | "apply"): { step: Step; tone: Tone } =>
  status === "FAILED" ? { step: failedAt, tone: "bad" } : (AT[status] ?? { step: "files", tone: "mute" });

/** States in which a worker is busy with the batch: the page listens and nothing can be changed. */
export const RUNNING: readonly string[] = ["VALIDATING", "APPLYING", "REVERTING"];
