import type { Reader, Tx } from "@/lib/db/tx";
import type { Sources } from "@/lib/shared/sources";
import type { PlacedIssue } from "../check/rows";
import { issueRecord } from "../check/sql";
import type { Kind } from "../columns";
import type { Changes } from "../diff";
import type { Diff } from "../judge";

/** A checked row that waits to be applied. */
export type WaitingRow = {
  readonly id: bigint;
  readonly position: number;
  readonly rowNo: number;
  readonly fileId: string;
  readonly sha256: string;
  readonly raw: Readonly<Record<string, string>>;
  readonly diff: Diff;
};

/** Kinds whose unchanged rows may still have something to do: a choice about loads, a sequence to raise. */
const ALL_ROWS: ReadonlySet<Kind> = new Set<Kind>(["mentors", "counters"]);

/**
 * The next valid rows after a position, in order. Rows that changed nothing when they were checked are passed over, except
 * for kinds in which they may have something to do.
 */
export const listWaiting = (
  reader: Reader,
  { batchId, kind, after, rowsMax }: { batchId: string; kind: Kind; after: number; rowsMax: number },
): Promise<WaitingRow[]> =>
  reader.$queryRaw<WaitingRow[]>`
    SELECT r.id, r.position, r.row_no AS "rowNo", r.file_id::text AS "fileId", f.sha256, r.raw, r.diff
    FROM import_rows r JOIN import_files f ON f.id = r.file_id
    WHERE r.batch_id = ${batchId}::uuid AND r.status = 'VALID' AND r.position > ${after}
      AND (${ALL_ROWS.has(kind)} OR r.diff <> 'UNCHANGED')
    ORDER BY r.position LIMIT ${rowsMax}`;

/** What applying made of a row: stored, nothing to do, or kept out after all. */
export type RowOutcome = {
  readonly id: bigint;
  readonly diff: Diff;
  readonly status: "APPLIED" | "VALID" | "QUARANTINED";
  readonly changes: Changes | null;
  /** Sources that a changed row replaced; taking the batch back restores them. */
  readonly replaced?: Sources | null;
  readonly issues: readonly PlacedIssue[] | null;
};

/** Notes what became of rows; `issues` null keeps those of the check. */
export const noteOutcomes = async (
  tx: Tx,
  batchId: string,
  outcomes: readonly RowOutcome[],
): Promise<void> => {
  const rows = outcomes.map(({ id, issues: _, ...rest }) => ({ id: String(id), ...rest }));
  await tx.$executeRaw`
    UPDATE import_rows r SET status = o.status, diff = o.diff, changes = o.changes, replaced = o.replaced,
      applied_at = CASE WHEN o.status = 'APPLIED' THEN now() END
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS o(id bigint, status text, diff text, changes jsonb, replaced jsonb)
    WHERE r.id = o.id`;
  const replaced = outcomes.filter(({ issues }) => issues !== null);
  if (replaced.length > 0) await replaceIssues(tx, batchId, replaced);
};

/** Puts the findings of a new look at rows in the place of the old ones. */
export const replaceIssues = async (
  tx: Tx,
  batchId: string,
  rows: readonly { readonly id: bigint; readonly issues: readonly PlacedIssue[] | null }[],
): Promise<void> => {
  await tx.$executeRaw`DELETE FROM import_issues WHERE row_id = ANY(${rows.map(({ id }) => id)}::bigint[])`;
  const issues = rows.flatMap(({ id, issues: found }) =>
    (found ?? []).map((issue) => ({ rowId: String(id), ...issueRecord(issue) })),
  );
  await tx.$executeRaw`
    INSERT INTO import_issues (row_id, batch_id, code, severity, field, "column", value, after)
    SELECT "rowId", ${batchId}::uuid, code, severity, field, "column", value, after
    FROM json_to_recordset(${JSON.stringify(issues)}::json) AS i("rowId" bigint, code text, severity text, field text,
      "column" text, value text, after text)`;
};

/** Years whose rosters a batch added to. */
export const listRosterYears = async (reader: Reader, batchId: string): Promise<number[]> => {
  const rows = await reader.$queryRaw<{ year: number }[]>`
    SELECT DISTINCT split_part(natural_key, ':', 1)::int AS year FROM import_rows
    WHERE batch_id = ${batchId}::uuid AND status = 'APPLIED' AND natural_key IS NOT NULL ORDER BY 1`;
  return rows.map(({ year }) => year);
};

/** How many quarantined or rejected rows a batch leaves behind. */
export const countLeft = async (reader: Reader, batchId: string): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM import_rows
    WHERE batch_id = ${batchId}::uuid AND status IN ('QUARANTINED', 'REJECTED')`;
  return row?.n ?? 0;
};
