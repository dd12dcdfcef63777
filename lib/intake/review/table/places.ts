/** Positions of rows as runs: from, to, from, to … ascending, both ends included. Short even for 200,000 rows. */
export type Runs = readonly number[];

/** Which row of a batch stands at which place of a view, and back. Fixed when the view was opened: rows that are corrected stay. */
export type Places = {
  readonly total: number;
  /** Position of the row at a place (0 = first); null beyond the ends. */
  readonly positionAt: (index: number) => number | null;
  /** Place of a row; null when the view does not hold it. */
  readonly indexOf: (position: number) => number | null;
  /** The nearest row of the view after a position, or before it; null when there is none. */
  readonly nearest: (position: number, direction: 1 | -1) => number | null;
};

/** Reads runs; every question is answered in the logarithm of their number. */
export const placesOf = (runs: Runs): Places => {
  const count = runs.length >> 1;
  const from = (run: number): number => runs[run * 2] ?? 0;
  const to = (run: number): number => runs[run * 2 + 1] ?? -1;
  const before: number[] = [0];
  for (let run = 0; run < count; run += 1) before.push((before[run] ?? 0) + to(run) - from(run) + 1);
  const total = before[count] ?? 0;
  /** The last run that satisfies a condition which holds for a beginning of them; -1 when none does. */
  const lastRun = (holds: (run: number) => boolean): number => {
    let low = -1;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const runOf = (position: number): number => lastRun((run) => from(run) <= position);
  return {
    total,
    positionAt: (index) => {
      if (index < 0 || index >= total) return null;
      const run = lastRun((one) => (before[one] ?? 0) <= index);
      return from(run) + index - (before[run] ?? 0);
    },
    indexOf: (position) => {
      const run = runOf(position);
      return run < 0 || position > to(run) ? null : (before[run] ?? 0) + position - from(run);
    },
    nearest: (position, direction) => {
      if (direction === 1) {
        const run = runOf(position + 1);
        if (run >= 0 && position + 1 <= to(run)) return position + 1;
        return run + 1 < count ? from(run + 1) : null;
      }
      const run = runOf(position - 1);
      return run < 0 ? null : Math.min(position - 1, to(run));
    },
  };
};
