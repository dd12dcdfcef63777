import type { AssignmentState } from "../schema";

/** A published decision as it is now. `touched` = somebody confirmed or changed it; `counted` = a mentor file holds it. */
export type RevertItem = {
  readonly position: number;
  readonly studentId: string;
  readonly assignmentId: string;
  readonly mentorId: number | null;
  readonly year: number;
  readonly status: AssignmentState;
  readonly pinned: boolean;
  readonly touched: boolean;
  readonly superseded: boolean;
  readonly counted: boolean;
  readonly exported: boolean;
  /** Of a drain: what the decision ended, if it can still be what the student goes back to. */
  readonly replaced: { readonly id: string; readonly mentorId: number } | null;
};

export type RevertVerdict = { readonly item: RevertItem; readonly state: "REVERTED" | "KEPT" };

/**
 * What a revert does with each decision. Kept: what a person or a later run has reassigned, pinned, confirmed or ended, and
 * what was exported unless it is said that those go too. Source: Contracts §4.
 */
export const decideRevert = (items: readonly RevertItem[], includeExported: boolean): RevertVerdict[] =>
  items.map((item) => {
    const ended = item.status === "REVERTED" || item.superseded;
    const kept = ended || item.pinned || item.touched || (item.exported && !includeExported);
    return { item, state: kept ? "KEPT" : "REVERTED" };
  });
