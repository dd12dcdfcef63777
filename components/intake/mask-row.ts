import type { RowSheet } from "@/lib/intake/review/queries";
import { maskNationalId } from "@/lib/shared/national-id";

const FIELD = "nationalId";
const masked = <T extends string | null>(text: T): T | string => (text ? maskNationalId(text) : text);

/** A row for the eyes of somebody who cannot correct it: national ids are masked in its cells and in its findings. */
export const maskRow = <R extends RowSheet>(row: R): R => ({
  ...row,
  raw: row.raw[FIELD] === undefined ? row.raw : { ...row.raw, [FIELD]: masked(row.raw[FIELD]) },
  issues: row.issues.map((issue) =>
    issue.field === FIELD ? { ...issue, value: masked(issue.value), after: masked(issue.after) } : issue,
  ),
});
