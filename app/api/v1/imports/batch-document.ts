import type { Layout } from "@/lib/intake/check/layout";
import { columnsIn } from "@/lib/intake/mapping/letters";
import type { BatchSheet, RowSheet } from "@/lib/intake/review/queries";
import { maskNationalId } from "@/lib/shared/national-id";

type Counts = Pick<
  BatchSheet,
  | "id"
  | "number"
  | "year"
  | "status"
  | "mode"
  | "rows"
  | "newRows"
  | "changedRows"
  | "unchangedRows"
  | "quarantinedRows"
  | "repairedRows"
  | "missingRows"
  | "appliedRows"
  | "createdByName"
  | "createdAt"
> & { kind: string };

/** Where to look how an import goes. */
export const batchUrl = (batchId: string): string => `/api/v1/imports/${batchId}`;

/** A batch as a list shows it. */
export const toBatchSummary = (batch: Counts) => ({
  id: batch.id,
  number: batch.number,
  kind: batch.kind,
  year: batch.year,
  state: batch.status,
  mode: batch.mode,
  rows: batch.rows,
  new: batch.newRows,
  changed: batch.changedRows,
  unchanged: batch.unchangedRows,
  quarantined: batch.quarantinedRows,
  repaired: batch.repairedRows,
  missing: batch.missingRows,
  applied: batch.appliedRows,
  createdBy: batch.createdByName,
  createdAt: batch.createdAt.toISOString(),
});

const errorOf = (code: string | null, details: unknown) => (code ? { code, details: details ?? {} } : null);

/** What became of a file's columns, from left to right. */
const toColumns = (layout: Layout | null) => ({
  columns: columnsIn(layout).map(({ column, header, field, match }) => ({ column, header, field, match })),
  remembered: layout?.remembered?.at ?? null,
});

/** A batch with its files, findings and newest job. */
export const toBatchDocument = (
  batch: BatchSheet,
  issues: readonly { code: string; severity: string; rows: number }[],
) => ({
  ...toBatchSummary(batch),
  centers: batch.centers,
  loadsInclude: batch.loadsInclude?.toISOString() ?? null,
  version: batch.version,
  error: errorOf(batch.errorCode, batch.errorDetails),
  files: batch.files.map((file) => ({
    id: file.id,
    filename: file.filename,
    size: file.size,
    sha256: file.sha256,
    state: file.status,
    rows: file.rowCount,
    error: errorOf(file.errorCode, file.errorDetails),
    ...toColumns(file.layout as Layout | null),
  })),
  issues: issues.map(({ code, severity, rows }) => ({ code, severity, count: rows })),
  job: batch.job && {
    jobId: batch.job.id,
    kind: batch.job.kind,
    state: batch.job.state,
    done: batch.job.done,
    total: batch.job.total,
    ...(batch.job.errorCode ? { error: errorOf(batch.job.errorCode, batch.job.errorDetails) } : {}),
  },
  applyMode: batch.applyMode,
  waitsFor: batch.holder && {
    kind: batch.holder.kind,
    id: batch.holder.id,
    number: batch.holder.number,
    since: batch.holder.since.toISOString(),
  },
});

const ID_FIELD = "nationalId";
const hidden = <T>(field: string | null, value: T): T | string =>
  field === ID_FIELD && typeof value === "string" ? maskNationalId(value) : value;

type Issue = { readonly field: string | null; readonly value: string | null; readonly after: string | null };

/** Findings of a row with the national ids in them masked. */
export const hideIds = <I extends Issue>(issues: readonly I[]) =>
  issues.map((issue) => ({
    ...issue,
    value: hidden(issue.field, issue.value),
    after: hidden(issue.field, issue.after),
  }));

/** A row of a batch; national ids are masked wherever they stand. */
export const toRowDocument = (kind: string) => (row: RowSheet) => ({
  id: row.id,
  position: row.position,
  rowNo: row.rowNo,
  filename: row.filename,
  key: kind === "students" || kind === "counters" ? hidden(ID_FIELD, row.naturalKey) : row.naturalKey,
  diff: row.diff,
  status: row.status,
  cells: Object.fromEntries(Object.entries(row.raw).map(([field, text]) => [field, hidden(field, text)])),
  changes: row.changes,
  issues: hideIds(row.issues),
  version: row.version,
});
