import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { type StoredBytes, storeFile } from "@/lib/db/files";
import { fileError, LIMITS } from "@/lib/excel/limits";
import { runJobHere } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { addFile, cancelBatch, createBatch, gateFile, startApply, startValidate } from "../batch/commands";
import type { Kind } from "../columns";
import { intakeJobs } from "../jobs";
import { keepLayout } from "../layout/commands";
import type { Values } from "../schema";

/** Everything the command line can say about one file. Source: Contracts §7. */
export type ImportRequest = {
  readonly kind: Kind;
  readonly filename: string;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly year?: number | null | undefined;
  readonly dryRun?: boolean | undefined;
  /** Leave quarantined rows out and apply the others. */
  readonly acceptValid?: boolean | undefined;
  /** All rows are stored together, or none: also when one comes to contradict only while they are stored. */
  readonly allOrNothing?: boolean | undefined;
  /** The file lists everything there is; undefined = the kind's own default. */
  readonly full?: boolean | undefined;
  readonly confirmMassChange?: boolean | undefined;
  /** Up to when the loads of a mentor file contain our exported placements; null = not at all. */
  readonly loadsInclude?: Date | null | undefined;
  /** Headings of the file → fields; null = left aside. */
  readonly mapping?: Record<string, string | null> | undefined;
  /** What values of the file stand for, by field. */
  readonly values?: Values | undefined;
  /** Where the headings are when they are not found by themselves. */
  readonly sheet?: string | undefined;
  readonly headerRow?: number | undefined;
  /** Called while a job waits for the pool. */
  readonly onIdle?: (() => Promise<unknown>) | undefined;
};

/** The JSON document of an import. Source: Contracts §7. */
export type ImportDocument = {
  readonly batchId: string;
  readonly state: string;
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly repaired: number;
  readonly missing: number;
  readonly issues: readonly { readonly code: string; readonly severity: string; readonly count: number }[];
};

/** Counts of a batch with its codes (count = rows), quarantine first. */
export const readImportDocument = async (
  _actor: Can<"import:read">,
  batchId: string,
): Promise<ImportDocument> => {
  const batch = await db().importBatch.findUniqueOrThrow({ where: { id: batchId } });
  const issues = await db().$queryRaw<ImportDocument["issues"]>`
    SELECT code, severity, count(DISTINCT row_id)::int AS count FROM import_issues WHERE batch_id = ${batchId}::uuid
    GROUP BY code, severity ORDER BY array_position(ARRAY['quarantine', 'warning', 'repair'], severity), count DESC, code`;
  return {
    batchId,
    state: batch.status,
    rows: batch.rows,
    new: batch.newRows,
    changed: batch.changedRows,
    unchanged: batch.unchangedRows,
    quarantined: batch.quarantinedRows,
    repaired: batch.repairedRows,
    missing: batch.missingRows,
    issues,
  };
};

/**
 * Takes one file the whole way in this process: stored, gated, checked and, unless it is a dry run, applied. All rows valid →
 * applied; quarantined ones without `acceptValid` → nothing is applied and `NEEDS_REVIEW` carries the document as details.
 * Other refusals: codes of the file, `YEAR_UNKNOWN`, `MASS_CHANGE`. Source: Contracts §7.
 */
export const importFile = async (
  actor: Can<"import:write"> & Can<"import:read">,
  request: ImportRequest,
): Promise<Result<ImportDocument, ErrorCode>> => {
  try {
    return await importWhole(actor, request);
  } catch (error) {
    // A job that ran here ended in a refusal: the file could not be read, or the world broke.
    if (error instanceof AppError) return refuse(error.code, error.details);
    throw error;
  }
};

const importWhole = async (
  actor: Can<"import:write"> & Can<"import:read">,
  request: ImportRequest,
): Promise<Result<ImportDocument, ErrorCode>> => {
  const stored = await storeWithin(request.bytes, request.filename);
  const gated = await gateFile(stored, request.filename);
  if (gated !== null) return gated;
  const { kind, year, full } = request;
  const mode = full === true ? ("FULL" as const) : undefined;
  const created = await createBatch(actor, { kind, year, mode });
  if (!created.ok) return created;
  const { batchId } = created.value;
  const added = await addFile(actor, { batchId, filename: request.filename, stored });
  if (!added.ok) return added;
  const { sheet = null, headerRow = null } = request;
  if (sheet !== null || headerRow !== null) {
    const kept = await keepLayout(actor, { batchId, fileId: added.value.fileId, sheet, headerRow });
    if (!kept.ok) return kept;
  }
  const choices = { mapping: request.mapping, values: request.values, loadsInclude: request.loadsInclude };
  const checking = await startValidate(actor, { batchId, ...choices });
  if (!checking.ok) return checking;
  const checked = await readChecked(actor, { batchId, jobId: checking.value.jobId }, request);
  if (request.dryRun === true) return { ok: true, value: checked };
  if (checked.quarantined > 0 && request.acceptValid !== true) return refuse("NEEDS_REVIEW", checked);
  const applying = await startApply(actor, {
    batchId,
    mode: request.allOrNothing === true ? "ALL" : "VALID",
    skipQuarantined: request.acceptValid === true,
    confirmMassChange: request.confirmMassChange === true,
  });
  if (!applying.ok) return refuse(applying.reason, { batchId, ...applying.details });
  await work(applying.value.jobId, request);
  return { ok: true, value: await readImportDocument(actor, batchId) };
};

type Checking = { readonly batchId: string; readonly jobId: JobId };

/** Does the check and reads what came out. A dry run leaves nothing behind that waits, whatever came out. */
const readChecked = async (
  actor: Can<"import:write"> & Can<"import:read">,
  { batchId, jobId }: Checking,
  request: ImportRequest,
): Promise<ImportDocument> => {
  try {
    await work(jobId, request);
    return await readImportDocument(actor, batchId);
  } finally {
    if (request.dryRun === true) await cancelBatch(actor, { batchId });
  }
};

const work = (jobId: JobId, { onIdle }: ImportRequest): Promise<void> =>
  runJobHere(intakeJobs, jobId, onIdle);

/** Stores the bytes while they arrive, and stops at the first one too many. */
export const storeWithin = async (bytes: ImportRequest["bytes"], filename: string): Promise<StoredBytes> => {
  async function* limited() {
    let size = 0;
    for await (const chunk of bytes) {
      size += chunk.length;
      if (size > LIMITS.fileBytes)
        throw fileError("FILE_TOO_LARGE", { filename, maxBytes: LIMITS.fileBytes });
      yield chunk;
    }
  }
  return await storeFile(limited());
};
