/** What ranking looks at; all integers. */
export type MentorLoad = { readonly id: number; readonly load: number; readonly capacity: number };

/**
 * Compares occupancy load/capacity, emptier first, cross-multiplied: exact where float ratios are not. Capacity 0
 * has no ratio and counts as fuller than anything; without that the order would not be transitive.
 */
const byOccupancy = (a: MentorLoad, b: MentorLoad): number => {
  if (a.capacity === 0 || b.capacity === 0) return Number(a.capacity === 0) - Number(b.capacity === 0);
  return a.load * b.capacity - b.load * a.capacity;
};

/** Orders eligible mentors, best first: emptiest by share, then by head-count, then lowest id; never a tie. Source: Domain §4. */
export const byPreference = (a: MentorLoad, b: MentorLoad): number =>
  byOccupancy(a, b) || a.load - b.load || a.id - b.id;

/** What decided between two mentors. */
export type Decider = "OCCUPANCY" | "LOAD" | "ID";

/** Names the comparison that put one mentor before the other, for the explanation. Source: Domain §4. */
export const deciderOf = (a: MentorLoad, b: MentorLoad): Decider =>
  byOccupancy(a, b) !== 0 ? "OCCUPANCY" : a.load !== b.load ? "LOAD" : "ID";
