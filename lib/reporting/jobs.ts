import { access, constants, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Export } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { readFile, storeFile } from "@/lib/db/files";
import { inTx, isConnectionLoss, type Tx } from "@/lib/db/tx";
import { csvBytes } from "@/lib/excel/csv-writer";
import { writePartFile } from "@/lib/excel/part-file";
import type { TextRow } from "@/lib/excel/sheet-xml";
import { workbookBytes } from "@/lib/excel/write";
import { type JobContext, type JobHandlers, runJobHere } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { type Census, startCensus } from "./census";
import {
  claimExport,
  completeExport,
  failExport,
  type MadeExport,
  noteExportRows,
  recordDownload,
  refusalOf,
  startExport,
} from "./commands";
import { fileNameOf, manifestNameOf } from "./file-name";
import { cellsOf, headingsOf, type Layout } from "./layout";
import { type ExportFile, type ExportWarning, manifestOf, type Watermark } from "./manifest";
import type { Placement } from "./placement";
import { findProfile } from "./profile";
import { requireMade } from "./queries";
import type { ExportScope, StartExport } from "./schema";
import { fetchRows, fingerprintOf, openRows, type Selection, summarize, tryLockExport } from "./sql";

const PAGE_ROWS = 2_000;
const READ_TIMEOUT_MS = 1_800_000;

/** Pulls the next `rowsMax` rows of an export as pages of cells. */
type Take = (rowsMax: number) => AsyncGenerator<TextRow[]>;

const makeExport = async (context: JobContext): Promise<void> => {
  const { actor, job, signal } = context;
  try {
    for (;;) {
      signal.throwIfAborted();
      const claim = await claimExport(actor, job.subjectId);
      if (claim.state === "done") return;
      const made = claim.state === "mine" ? await writeExport(context, claim.row) : null;
      if (!made) break;
      if (await completeExport(actor, job.subjectId, made)) return;
    }
  } catch (error) {
    if (signal.aborted || isConnectionLoss(error)) throw error;
    if (error instanceof AppError) await failExport(actor, job.subjectId, error.code, error.details);
    else await failExport(actor, job.subjectId, "INTERNAL", { correlationId: actor.correlationId });
    throw error;
  }
  await context.waiting(`export:${job.subjectId}`);
};

/** Handlers of this context. A killed export is made again from the start: until it is READY nobody has seen it. */
export const reportingJobs: JobHandlers = { "make-export": makeExport };

/**
 * All rows come from one snapshot, so what is counted, fingerprinted and written is the same data. The row of the export is
 * held meanwhile; null when another process has it.
 */
const writeExport = (context: JobContext, row: Export): Promise<MadeExport | null> =>
  inTx(
    async (tx) => {
      if (!(await tryLockExport(tx, row.id))) return null;
      const layout = findProfile(row.profile);
      if (!layout) throw new AppError("EXPORT_PROFILE_UNKNOWN", { profile: row.profile });
      const selection = selectionOf(row, context.job.payload);
      const summary = await summarize(tx, selection);
      const refusal = refusalOf(summary);
      if (refusal) throw new AppError(refusal.reason, refusal.details);
      const { fingerprint, at } = await fingerprintOf(tx, selection);
      await openRows(tx, selection, layout.sortKeys);
      const census = startCensus();
      const notes = startNotes(context, summary.rows);
      const take = takeFrom(tx, layout, census, notes, context.signal);
      const files = await writeFiles(layout, row, summary.rows, take);
      await notes.settled();
      const warnings = census.warnings(summary.underReview);
      const manifest = manifestOf(layout, {
        filters: { year: row.year, centers: row.centers, scope: row.scope, run_id: row.runId },
        snapshot: { at: at.toISOString(), fingerprint },
        delta_window: selection.since ? { from: selection.since, to: census.watermark() } : null,
        warnings,
        generatedAt: new Date(),
        files,
      });
      return { selection, files, warnings, manifest, fingerprint, rows: summary.rows };
    },
    { isolation: "RepeatableRead", timeoutMs: READ_TIMEOUT_MS },
  );

const selectionOf = (row: Export, payload: Record<string, unknown>): Selection => ({
  profile: row.profile,
  year: row.year,
  scope: row.scope as ExportScope,
  runId: row.runId,
  centers: row.centers,
  since: (payload["since"] as Watermark | undefined) ?? null,
});

/** Notes the pages that went out, one transaction each, beside the reading; `settled` waits for the last and tells of a failure. */
type Notes = { add: (page: readonly Placement[]) => Promise<void>; settled: () => Promise<void> };

const startNotes = ({ actor, job, progress }: JobContext, total: number): Notes => {
  let writing: Promise<void> = Promise.resolve();
  let done = 0;
  const note = async (page: readonly Placement[]): Promise<void> => {
    done += page.length;
    const assignmentIds = page.map((p) => p.assignmentId);
    await noteExportRows(actor, job.subjectId, { assignmentIds, done, total });
    await progress(done, total);
  };
  return {
    add: async (page) => {
      await writing;
      writing = note(page);
      // Met at the next `await`; until then it must not count as unhandled.
      writing.catch(() => undefined);
    },
    settled: () => writing,
  };
};

const takeFrom = (tx: Tx, layout: Layout, census: Census, notes: Notes, signal: AbortSignal): Take => {
  const toCells = cellsOf(layout);
  return async function* take(rowsMax) {
    // The database reads the next page while this one is written.
    let reading = fetchRows(tx, Math.min(rowsMax, PAGE_ROWS));
    for (let left = rowsMax; left > 0; ) {
      signal.throwIfAborted();
      const page = await reading;
      if (page.length === 0) return;
      left -= page.length;
      if (left > 0) reading = fetchRows(tx, Math.min(left, PAGE_ROWS));
      census.add(page);
      await notes.add(page);
      yield page.map(toCells);
    }
  };
};

const writeFiles = async (layout: Layout, row: Export, total: number, take: Take): Promise<ExportFile[]> => {
  const format = row.format === "csv" ? "csv" : "xlsx";
  const name = (seq: number) =>
    fileNameOf(layout, { year: row.year, centers: row.centers, at: row.createdAt, seq, format });
  const parts = partsOf(total, layout.rowsPerPart);
  if (format === "xlsx") {
    const sheets = parts.map((rows, i) => ({
      name: layout.sheetName ?? `Sheet_${String(i + 1).padStart(3, "0")}`,
      header: headingsOf(layout),
      pages: take(rows),
      rightToLeft: layout.rightToLeft,
    }));
    const stored = await storeFile(workbookBytes(sheets));
    return [{ name: name(layout.rowsPerPart === null ? row.seq : 1), rows: total, ...stored }];
  }
  const files: ExportFile[] = [];
  for (const [i, rows] of parts.entries()) {
    const stored = await storeFile(csvBytes(headingsOf(layout), take(rows)));
    files.push({ name: name(i + 1), rows, ...stored });
  }
  return files;
};

/** Row counts of the parts: all but the last are full. */
const partsOf = (total: number, rowsPerPart: number | null): number[] => {
  if (rowsPerPart === null) return [total];
  return Array.from({ length: Math.ceil(total / rowsPerPart) }, (_, i) =>
    Math.min(rowsPerPart, total - i * rowsPerPart),
  );
};

export type WrittenExport = {
  files: { path: string; sha256: string; rows: number }[];
  warnings: ExportWarning[];
};

/**
 * Makes an export in this process and writes its files into a folder (absolute paths back), each whole or absent, the
 * manifest last; every file counts as a download in the audit. Refuses like `startExport`, and `EXPORT_IO_ERROR` when the
 * folder cannot be written; throws `AppError` when the job is refused on the way. Source: Contracts §7.
 */
export const exportToDirectory = async (
  actor: Can<"export:create" | "export:download">,
  input: StartExport,
  outDir: string,
): Promise<Result<WrittenExport, ErrorCode>> => {
  const folder = path.resolve(outDir);
  const unwritable = await whyUnwritable(folder);
  if (unwritable) return refuse("EXPORT_IO_ERROR", { path: folder, cause: unwritable });
  const started = await startExport(actor, input);
  if (!started.ok) return started;
  await runJobHere(reportingJobs, started.value.jobId);
  const made = await requireMade(actor, started.value.exportId);
  const files: WrittenExport["files"] = [];
  for (const file of made.files) {
    const target = path.join(folder, file.name);
    await save(actor, made.id, file.name, target);
    files.push({ path: target, sha256: file.sha256, rows: file.rows });
  }
  const manifest = manifestNameOf(made.layout, made.files[0]?.name ?? "");
  await save(actor, made.id, manifest, path.join(folder, manifest));
  return ok({ files, warnings: made.warnings });
};

const whyUnwritable = async (folder: string): Promise<string | null> => {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "UNKNOWN";
  }
};

const save = async (
  actor: Can<"export:download">,
  exportId: string,
  name: string,
  target: string,
): Promise<void> => {
  const allowed = await recordDownload(actor, { exportId, name });
  if (!allowed.ok) throw new AppError(allowed.reason, allowed.details);
  const { content } = allowed.value;
  try {
    await writePartFile(target, "text" in content ? [Buffer.from(content.text)] : readFile(content.sha256));
  } catch (error) {
    if (isConnectionLoss(error)) throw error;
    const cause = (error as NodeJS.ErrnoException).code ?? "UNKNOWN";
    throw new AppError("EXPORT_IO_ERROR", { path: target, cause }, { cause: error });
  }
};
