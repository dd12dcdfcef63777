import type { Export } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { storeFile } from "@/lib/db/files";
import { inTx, isConnectionLoss, type Tx } from "@/lib/db/tx";
import { csvBytes } from "@/lib/excel/csv-writer";
import type { TextRow } from "@/lib/excel/sheet-xml";
import { workbookBytes } from "@/lib/excel/write";
import { appendEvents } from "@/lib/jobs/outbox";
import { emitProgress } from "@/lib/jobs/progress";
import type { JobContext } from "@/lib/jobs/queue";
import { AppError } from "@/lib/shared/errors";
import { type Census, startCensus } from "../census";
import { fileNameOf } from "../file-name";
import { cellsOf, headingsOf, type Layout } from "../layout";
import { type ExportFile, type ExportWarning, type Manifest, manifestOf, type Watermark } from "../manifest";
import type { Placement } from "../placement";
import { findProfile } from "../profile";
import { refusalOf } from "../refusal";
import type { ExportScope } from "../schema";
import {
  countEnded,
  countNoted,
  countTaken,
  dropExpiredBytes,
  fetchRows,
  fingerprintOf,
  insertExportRows,
  lockProfileYear,
  openRows,
  type Selection,
  summarize,
  tryLockExport,
} from "../sql";

const DAYS_KEPT = 30;
const DAY_MS = 86_400_000;
/** Rows read at a time: few enough that a page is garbage before the collector takes it for something that stays. */
const PAGE_ROWS = 1_000;
/** Rows noted in one transaction. */
const NOTE_ROWS = 5_000;
const READ_TIMEOUT_MS = 1_800_000;

/** Pulls the next `rowsMax` rows of an export as pages of cells. */
type Take = (rowsMax: number) => AsyncGenerator<TextRow[]>;

export type Claim = { state: "mine"; row: Export } | { state: "done" } | { state: "busy" };

/**
 * Takes an export to make it, from the beginning: what a killed job had noted is forgotten. `done` when it is READY already,
 * `busy` while another process makes it (the job of a worker that only seemed dead).
 */
export const claimExport = (_actor: Can<"job:work">, id: string): Promise<Claim> =>
  inTx(async (tx): Promise<Claim> => {
    await dropExpiredBytes(tx, new Date());
    if (!(await tryLockExport(tx, id))) return { state: "busy" };
    const [row] = await tx.export.updateManyAndReturn({
      where: { id, state: { not: "READY" } },
      data: { state: "RUNNING", errorCode: null },
    });
    if (!row) return { state: "done" };
    await tx.exportRow.deleteMany({ where: { exportId: id } });
    await emitProgress(tx, `export:${id}`, "state", { state: "RUNNING" });
    return { state: "mine", row };
  });

/** Notes a page of placements as carried by an export that is being made, and tells how far it is. */
export const noteExportRows = (
  _actor: Can<"job:work">,
  exportId: string,
  page: { assignmentIds: readonly string[]; done: number; total: number },
): Promise<void> =>
  inTx(async (tx) => {
    await insertExportRows(tx, exportId, page.assignmentIds);
    const { done, total } = page;
    await emitProgress(tx, `export:${exportId}`, "progress", { state: "RUNNING", done, total });
  });

export type MadeExport = {
  selection: Pick<Selection, "profile" | "year" | "scope">;
  files: ExportFile[];
  warnings: ExportWarning[];
  manifest: Manifest;
  fingerprint: string;
  rows: number;
};

/**
 * Makes a written export READY, with audit and event. Returns false, having changed nothing, when it has to be made again:
 * another process took it over, some placements have ended meanwhile (a revert asks about READY exports only), or it was to
 * carry new ones only and another export carries some now.
 */
export const completeExport = (actor: Can<"job:work">, id: string, made: MadeExport): Promise<boolean> =>
  inTx(
    async (tx) => {
      const { profile, year, scope } = made.selection;
      await lockProfileYear(tx, profile, year);
      if ((await countNoted(tx, id)) !== made.rows) return false;
      if ((await countEnded(tx, id)) > 0) return false;
      if (scope === "NEW" && (await countTaken(tx, profile, id)) > 0) return false;
      const now = new Date();
      const { count } = await tx.export.updateMany({
        where: { id, state: { not: "READY" } },
        data: {
          state: "READY",
          errorCode: null,
          files: made.files,
          warnings: made.warnings,
          manifest: made.manifest,
          dataHash: made.fingerprint,
          rowCount: made.rows,
          readyAt: now,
          expiresAt: new Date(now.getTime() + DAYS_KEPT * DAY_MS),
        },
      });
      if (count === 0) return true;
      await tellReady(tx, actor, id, made);
      return true;
    },
    { timeoutMs: 120_000 },
  );

const tellReady = async (tx: Tx, actor: Staff, id: string, made: MadeExport): Promise<void> => {
  const files = made.files.map(({ name, sha256, rows }) => ({ name, sha256, rows }));
  await recordAudit(tx, actor, {
    action: "reporting.export.ready",
    resourceType: "export",
    resourceId: id,
    diff: { rows: made.rows, files, warnings: made.warnings },
  });
  await appendEvents(tx, actor, [
    {
      id: newId(),
      type: "takhsis.reporting.export.completed.v1",
      aggregateType: "export",
      aggregateId: id,
      data: { rows: made.rows, files },
    },
  ]);
  await emitProgress(tx, `export:${id}`, "state", { state: "READY", rows: made.rows });
};

/**
 * Keeps why an export could not be made; the job's own record carries the same code. A lost connection is no reason: the job
 * goes on when the database is back.
 */
export const failExport = async (actor: Can<"job:work">, id: string, error: unknown): Promise<void> => {
  if (isConnectionLoss(error)) return;
  const code = error instanceof AppError ? error.code : "INTERNAL";
  const details = error instanceof AppError ? error.details : { correlationId: actor.correlationId };
  await inTx(async (tx) => {
    const { count } = await tx.export.updateMany({
      where: { id, state: "RUNNING" },
      data: { state: "FAILED", errorCode: code, errorDetails: details as object },
    });
    if (count === 0) return;
    await recordAudit(tx, actor, {
      action: "reporting.export.fail",
      resourceType: "export",
      resourceId: id,
      diff: { code },
    });
    await emitProgress(tx, `export:${id}`, "state", { state: "FAILED", code });
  });
};

/**
 * All rows come from one snapshot, so what is counted, fingerprinted and written is the same data. The row of the export is
 * held meanwhile; null when another process has it.
 */
export const writeExport = (context: JobContext, row: Export): Promise<MadeExport | null> =>
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

/** Notes what went out, some thousand rows a transaction, beside the reading; `settled` notes the rest and tells of a failure. */
type Notes = { add: (page: readonly Placement[]) => Promise<void>; settled: () => Promise<void> };

const startNotes = ({ actor, job, progress }: JobContext, total: number): Notes => {
  let writing: Promise<void> = Promise.resolve();
  let waiting: string[] = [];
  let done = 0;
  const note = async (assignmentIds: readonly string[]): Promise<void> => {
    done += assignmentIds.length;
    await noteExportRows(actor, job.subjectId, { assignmentIds, done, total });
    await progress(done, total);
  };
  const flush = async (): Promise<void> => {
    await writing;
    writing = note(waiting);
    waiting = [];
    // Met at the next `await`; until then it must not count as unhandled.
    writing.catch(() => undefined);
  };
  return {
    add: async (page) => {
      for (const { assignmentId } of page) waiting.push(assignmentId);
      if (waiting.length >= NOTE_ROWS) await flush();
    },
    settled: async () => {
      if (waiting.length > 0) await flush();
      await writing;
    },
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
