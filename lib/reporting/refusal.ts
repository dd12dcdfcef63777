import { refuse } from "@/lib/shared/result";

/** Why a selection cannot be exported, or null: nothing in it, or a placed student without a counter. Source: Contracts §9. */
export const refusalOf = (summary: {
  rows: number;
  underReview: number;
  withoutCounter: number;
  sample: string[];
}) => {
  if (summary.withoutCounter > 0)
    return refuse("EXPORT_VALIDATION_ERROR", { count: summary.withoutCounter, students: summary.sample });
  if (summary.rows === 0) return refuse("EXPORT_EMPTY", { underReview: summary.underReview });
  return null;
};
