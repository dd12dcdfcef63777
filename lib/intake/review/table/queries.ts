import { type Can, holds } from "../../../auth/permissions";
import { db } from "../../../db/client";
import { type RowSheet, readRows, rowsWithin, scopeOf, visible } from "../queries";
import { selectRuns } from "../sql";
import type { RowPlacesAsked, RowWindow } from "./schema";

/** Where the rows of a view stand in their batch, and which of them are in quarantine. */
export type RowPlaces = { readonly runs: readonly number[]; readonly errors: readonly number[] };

/**
 * Places of the rows of a view, for a table that is edited in place: taken once, so that a row which is corrected stays where
 * it was. Nothing when the batch is out of sight.
 */
export const readRowPlaces = async (
  staff: Can<"quarantine:write">,
  { batchId, show, code = null }: RowPlacesAsked,
): Promise<{ ok: true; value: RowPlaces }> => {
  const batch = holds(staff, "import:read") ? await visible(staff, batchId) : null;
  if (batch === null) return { ok: true, value: { runs: [], errors: [] } };
  const filter = { batchId, code: code ?? undefined, scope: scopeOf(staff, batch) };
  // What changes something stored is not in quarantine.
  const others = show !== "changed" && show !== "quarantined";
  const [runs, errors] = await Promise.all([
    selectRuns(db(), { ...filter, show }),
    others ? selectRuns(db(), { ...filter, show: "quarantined" }) : [],
  ]);
  return { ok: true, value: { runs, errors: show === "quarantined" ? runs : errors } };
};

/** A row as a table draws it: without what its file was understood to be, which would come with every row again. */
const toReviewRow = ({
  id,
  position,
  rowNo,
  raw,
  diff,
  changes,
  status,
  version,
  editedById,
  issues,
  filename,
}: RowSheet) => ({
  ...{ id, position, rowNo, filename, raw, diff, changes, status, version, issues },
  edited: editedById !== null,
});
export type ReviewRow = ReturnType<typeof toReviewRow>;

/** Rows of a batch at some positions, as they are now; empty when the batch is out of sight. */
export const readRowWindow = async (
  staff: Can<"quarantine:write">,
  { batchId, positions }: RowWindow,
): Promise<{ ok: true; value: { rows: ReviewRow[] } }> => {
  const batch = holds(staff, "import:read") ? await visible(staff, batchId) : null;
  if (batch === null) return { ok: true, value: { rows: [] } };
  const at = { batchId, position: { in: [...positions] } };
  const rows = await readRows({ ...at, ...rowsWithin(scopeOf(staff, batch)) });
  return { ok: true, value: { rows: rows.map(toReviewRow) } };
};
