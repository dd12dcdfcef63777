import type { Status } from "@/components/ui/status-chip";

type Standing = { withdrawn: boolean; onHold: boolean; assignmentStatus: string | null };

const CHIPS: Readonly<Record<string, Status>> = {
  OK: "OK",
  TEMP_REVIEW: "TEMP_REVIEW",
  NEEDS_NEW_MENTOR: "NEEDS_NEW_MENTOR",
};

/** The one state that says most about a student: what a person decided comes before what a run found. */
export const standingOf = ({ withdrawn, onHold, assignmentStatus }: Standing): Status => {
  if (withdrawn) return "WITHDRAWN";
  if (onHold) return "ON_HOLD";
  return CHIPS[assignmentStatus ?? ""] ?? "UNPLACED";
};

type Held = { year: number; status: string; supersededBy: string | null };

/** The assignment that holds now, of the student's own year: the active one, or the open search for a mentor. */
export const currentOf = <A extends Held>(student: { year: number; assignments: readonly A[] }): A | null => {
  const ofYear = student.assignments.filter(({ year }) => year === student.year);
  const active = ofYear.find(({ status }) => status === "OK" || status === "TEMP_REVIEW");
  const open = ofYear.find(
    ({ status, supersededBy }) => status === "NEEDS_NEW_MENTOR" && supersededBy === null,
  );
  return active ?? open ?? null;
};
