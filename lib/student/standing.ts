type Standing = {
  readonly withdrawn: boolean;
  readonly onHold: boolean;
  readonly assignmentStatus: string | null;
};

const FOUND = ["OK", "TEMP_REVIEW", "NEEDS_NEW_MENTOR"] as const;
type StandingName = (typeof FOUND)[number] | "WITHDRAWN" | "ON_HOLD" | "UNPLACED";

/** The one state that says most about a student: what a person decided comes before what a run found. */
export const standingOf = ({ withdrawn, onHold, assignmentStatus }: Standing): StandingName => {
  if (withdrawn) return "WITHDRAWN";
  if (onHold) return "ON_HOLD";
  return FOUND.find((one) => one === assignmentStatus) ?? "UNPLACED";
};
