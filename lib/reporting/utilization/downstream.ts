import type { MentorOccupancy } from "./occupancy";

/** What the downstream system does not know yet of a mentor: placements in no Sabt file, and ended ones that were in one. */
export type Unknown = { readonly mentorId: number; readonly notSent: number; readonly stillCounted: number };

/** A mentor whose load the downstream system counts otherwise than we do. */
export type LoadGap = Unknown & {
  readonly mentor: MentorOccupancy;
  /** As we count. */
  readonly here: number;
  /** As the downstream system counts, if it has loaded every Sabt file we made. */
  readonly there: number;
};

/**
 * Mentors whose load differs downstream, the widest gap first: it lacks what was not sent and still counts what ended
 * after it was sent. Source: Contracts §1.
 */
export const gapsOf = (mentors: readonly MentorOccupancy[], unknown: readonly Unknown[]): LoadGap[] => {
  const by = new Map(unknown.map((row) => [row.mentorId, row]));
  return mentors
    .flatMap((mentor): LoadGap[] => {
      const row = by.get(mentor.id);
      if (!row || (row.notSent === 0 && row.stillCounted === 0)) return [];
      return [{ ...row, mentor, here: mentor.load, there: mentor.load - row.notSent + row.stillCounted }];
    })
    .sort((a, b) => Math.abs(b.here - b.there) - Math.abs(a.here - a.there) || a.mentor.id - b.mentor.id);
};
