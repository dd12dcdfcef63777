import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import css from "./status-chip.module.css";
import type { Tone } from "./tokens";

/** Every state of batches, files, rows, runs, items, assignments, jobs, exports and people → its tone. Words: `ui.status.<STATE>`. */
const TONES = {
  DRAFT: "mute",
  VALIDATING: "busy",
  READY: "ok",
  NEEDS_REVIEW: "warn",
  APPLYING: "busy",
  APPLIED: "ok",
  APPLIED_WITH_REJECTS: "warn",
  APPLY_PAUSED: "warn",
  FAILED: "bad",
  CANCELLED: "mute",
  REVERTING: "busy",
  REVERTED: "mute",
  PENDING: "mute",
  PARSING: "busy",
  VALID: "ok",
  INVALID: "bad",
  REMOVED: "mute",
  QUARANTINED: "warn",
  REJECTED: "bad",
  SKIPPED: "mute",
  SUPERSEDED: "mute",
  NEW: "info",
  CHANGED: "warn",
  UNCHANGED: "mute",
  PLANNING: "busy",
  PLANNED: "info",
  PUBLISHING: "busy",
  PUBLISHED: "ok",
  DISCARDED: "mute",
  DEAD: "bad",
  KEPT: "info",
  ERRORED: "bad",
  OK: "ok",
  TEMP_REVIEW: "warn",
  NEEDS_NEW_MENTOR: "bad",
  QUEUED: "mute",
  RUNNING: "busy",
  WAITING: "warn",
  DONE: "ok",
  EXPIRED: "mute",
  ACTIVE: "ok",
  DISABLED: "mute",
  ON_HOLD: "warn",
  WITHDRAWN: "mute",
  UNPLACED: "mute",
} as const satisfies Record<string, Tone>;

export type Status = keyof typeof TONES;

/** Whether a state read from the database has words and a tone; one without is a bug and shows as itself. */
export const isStatus = (state: string): state is Status => state in TONES;

type ChipProps = { tone: Tone; pulse?: boolean; children: ReactNode };

/** A tinted label: colour is never the only carrier, the word says it. */
export function Chip({ tone, pulse = false, children }: ChipProps) {
  return (
    <span className={`${css.chip} ${css[tone]} ${pulse ? css.pulse : ""}`}>
      <span className={css.dot} aria-hidden="true" />
      {children}
    </span>
  );
}

/** The state of something, by its stored name: `<StatusChip status={run.state} />`. */
export function StatusChip({ status }: { status: Status | (string & {}) }) {
  const t = useTranslations("ui.status");
  if (!isStatus(status)) return <Chip tone="mute">{status}</Chip>;
  const tone = TONES[status];
  return (
    <Chip tone={tone} pulse={tone === "busy"}>
      {t(status)}
    </Chip>
  );
}
