/** How many rows were decided about; `checked` = `ready` + `applied` + `waiting`. */
export type RetryCounts<Braked> = {
  readonly checked: number;
  /** Hold now and are applied with their batch. */
  readonly ready: number;
  /** Hold now and were stored at once, because their batch is applied already. */
  readonly applied: number;
  readonly waiting: number;
  /** Not looked at: somebody works on the batch or holds the pool, or the batch is not the actor's to change. */
  readonly skipped: number;
  /** Left as they were, because they would change too much of what is stored: by batch, with the numbers. */
  readonly braked: readonly Braked[];
};

/** The counts of two retries as those of one. */
export const addCounts = <Braked>(a: RetryCounts<Braked>, b: RetryCounts<Braked>): RetryCounts<Braked> => ({
  checked: a.checked + b.checked,
  ready: a.ready + b.ready,
  applied: a.applied + b.applied,
  waiting: a.waiting + b.waiting,
  skipped: a.skipped + b.skipped,
  braked: [...a.braked, ...b.braked],
});
