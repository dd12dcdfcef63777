import type { Places } from "./places";

type Finding = { readonly severity: string; readonly field: string | null };

/** Columns of a sheet in which a row is wrong, in order. A finding about no column of the sheet stands in the first. */
export const wrongColumns = (issues: readonly Finding[], fields: readonly string[]): number[] => {
  const columns = issues
    .filter(({ severity }) => severity === "quarantine")
    .map(({ field }) => Math.max(fields.indexOf(field ?? ""), 0));
  return [...new Set(columns)].sort((a, b) => a - b);
};

/** The next wrong column of a row after a column, or the one before it; null when there is none. */
export const nextColumn = (columns: readonly number[], from: number, direction: 1 | -1): number | null =>
  (direction === 1 ? columns.find((column) => column > from) : columns.findLast((column) => column < from)) ??
  null;

type Search = {
  /** Rows that were wrong when the view was opened. */
  readonly errors: Places;
  /** Position of the row at hand. */
  readonly from: number;
  readonly direction: 1 | -1;
  /** Whether a row is known to have become right since. */
  readonly isRight: (position: number) => boolean;
};

/** Position of the next row that may be wrong, or of the one before; null = there is none that way. */
export const nextWrongRow = ({ errors, from, direction, isRight }: Search): number | null => {
  let at = errors.nearest(from, direction);
  while (at !== null && isRight(at)) at = errors.nearest(at, direction);
  return at;
};
