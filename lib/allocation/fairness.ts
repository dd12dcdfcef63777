import type { PoolMentor } from "./schema";

/** A mentor with the load that is judged; only those in the pool with a capacity count. */
export type Judged = Pick<PoolMentor, "id" | "capacity"> & { readonly load: number };

/**
 * How evenly mentors are used. Occupancy is load ÷ capacity, 1 = full; `deviation` is the standard deviation over all of
 * them; `jain` = (Σx)² ÷ (n·Σx²): 1 = all alike, 1/n = one has everything, and 1 while nobody has anybody.
 */
export type Evenness = {
  readonly mentors: number;
  readonly lowest: number;
  readonly highest: number;
  readonly range: number;
  readonly mean: number;
  readonly deviation: number;
  readonly jain: number;
};

const NOBODY: Evenness = { mentors: 0, lowest: 0, highest: 0, range: 0, mean: 0, deviation: 0, jain: 1 };

/** Judges loads. Summed in id order, so that the last binary digit is the same whatever the order of the input. */
export function evennessOf(judged: readonly Judged[]): Evenness {
  const shares = judged
    .filter((mentor) => mentor.capacity > 0)
    .sort((a, b) => a.id - b.id)
    .map((mentor) => mentor.load / mentor.capacity);
  const count = shares.length;
  if (count === 0) return NOBODY;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const squares = shares.reduce((sum, share) => sum + share * share, 0);
  const mean = total / count;
  const spread = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
  // No call with all the shares as arguments: there may be more than a call can take.
  const lowest = shares.reduce((least, share) => Math.min(least, share), Number.POSITIVE_INFINITY);
  const highest = shares.reduce((most, share) => Math.max(most, share), 0);
  return {
    mentors: count,
    lowest,
    highest,
    range: highest - lowest,
    mean,
    deviation: Math.sqrt(spread / count),
    jain: squares === 0 ? 1 : Math.min(1, (total * total) / (count * squares)),
  };
}

/** A mentor of the pool with its loads before the plan, after it, and after the other policy's; `groups` name its rows. */
export type FairMentor = {
  readonly id: number;
  readonly capacity: number;
  readonly before: number;
  readonly after: number;
  readonly other: number;
  readonly manager: number | null;
  readonly centers: readonly number[];
};

export type Comparison = { readonly before: Evenness; readonly after: Evenness; readonly other: Evenness };
export type FairnessRow = Comparison & { readonly id: number };

/** A plan's fairness; a mentor of several centres counts in each of them. Rows by id. */
export type Fairness = {
  readonly all: Comparison;
  readonly managers: readonly FairnessRow[];
  readonly centers: readonly FairnessRow[];
};

function compare(mentors: readonly FairMentor[]): Comparison {
  const judge = (pick: "before" | "after" | "other") =>
    evennessOf(mentors.map((mentor) => ({ ...mentor, load: mentor[pick] })));
  return { before: judge("before"), after: judge("after"), other: judge("other") };
}

function rowsBy(mentors: readonly FairMentor[], idsOf: (mentor: FairMentor) => readonly number[]) {
  const found = new Map<number, FairMentor[]>();
  for (const mentor of mentors)
    for (const id of new Set(idsOf(mentor))) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [mentor]);
      else list.push(mentor);
    }
  return [...found].sort(([a], [b]) => a - b).map(([id, list]) => ({ id, ...compare(list) }));
}

/** Judges a plan as a whole, per manager and per centre. Source: Design §4. */
export const fairnessOf = (mentors: readonly FairMentor[]): Fairness => ({
  all: compare(mentors),
  managers: rowsBy(mentors, (mentor) => (mentor.manager === null ? [] : [mentor.manager])),
  centers: rowsBy(mentors, (mentor) => mentor.centers),
});
