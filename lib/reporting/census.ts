import type { ExportWarning, Watermark } from "./manifest";
import { aliasOf, type Placement } from "./placement";

const MENTORS_NAMED = 20;

export type Census = {
  /** Notes a page of exported rows. */
  add: (page: readonly Placement[]) => void;
  warnings: (underReview: number) => ExportWarning[];
  /** The newest (instant, id) pair among the rows: where the next delta begins. */
  watermark: () => Watermark | null;
};

/** Keeps, while rows stream by, what is said about the export as a whole. */
export const startCensus = (): Census => {
  const withoutAlias = new Map<number, number>();
  let newest: { at: Date; id: string } | null = null;
  return {
    add: (page) => {
      for (const p of page) {
        if (aliasOf(p).missing) withoutAlias.set(p.mentorId, (withoutAlias.get(p.mentorId) ?? 0) + 1);
        if (
          !newest ||
          p.at > newest.at ||
          (p.at.getTime() === newest.at.getTime() && p.assignmentId > newest.id)
        )
          newest = { at: p.at, id: p.assignmentId };
      }
    },
    warnings: (underReview) => [
      ...(underReview > 0 ? [{ code: "TEMP_REVIEW_LEFT_OUT" as const, count: underReview }] : []),
      ...(withoutAlias.size > 0 ? [aliasWarning(withoutAlias)] : []),
    ],
    watermark: () => (newest ? { at: newest.at.toISOString(), id: newest.id } : null),
  };
};

const aliasWarning = (rowsByMentor: ReadonlyMap<number, number>): ExportWarning => ({
  code: "ALIAS_MISSING",
  count: [...rowsByMentor.values()].reduce((sum, n) => sum + n, 0),
  mentors: [...rowsByMentor.keys()].sort((a, b) => a - b).slice(0, MENTORS_NAMED),
});
