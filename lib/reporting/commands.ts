import type { Export } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { appendEvents } from "@/lib/jobs/outbox";
import { emitProgress } from "@/lib/jobs/progress";
import { enqueue } from "@/lib/jobs/queue";
import type { ErrorCode } from "@/lib/shared/errors";
import { type ExportId, isUuid, type JobId } from "@/lib/shared/ids";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { coverOf } from "./centers";
import { manifestNameOf } from "./file-name";
import { type ExportFile, type ExportWarning, type Manifest, textOf } from "./manifest";
import { findProfile } from "./profile";
import type { StartExport } from "./schema";
import {
  countEnded,
  countNoted,
  countTaken,
  dropExpiredBytes,
  insertExportRows,
  listCenterCodes,
  lockProfileYear,
  type Selection,
  summarize,
  tryLockExport,
} from "./sql";

const DAYS_KEPT = 30;
const DAY_MS = 86_400_000;

/**
 * Queues an export of published placements and returns what to watch. Refuses at once what the job would refuse: an unknown
 * profile, format, year, run or centre, centres out of scope, no rows, a placed student without a counter.
 */
export const startExport = (
  actor: Can<"export:create">,
  input: StartExport,
): Promise<Result<{ exportId: ExportId; jobId: JobId }, ErrorCode>> => {
  const layout = findProfile(input.profile);
  if (!layout) return Promise.resolve(refuse("EXPORT_PROFILE_UNKNOWN", { profile: input.profile }));
  if (!layout.formats.includes(input.format))
    return Promise.resolve(refuse("INVALID_INPUT", { field: "format", allowed: layout.formats }));
  return inTx(async (tx) => {
    if (!(await tx.academicYear.findUnique({ where: { year: input.year } })))
      return refuse("YEAR_UNKNOWN", { year: input.year });
    const centers = coverOf(actor, input.centers, await listCenterCodes(tx));
    if (!centers.ok) return centers;
    if (input.runId && !(await runIsVisible(tx, actor, input.runId, input.year)))
      return refuse("NOT_FOUND", { run: input.runId });
    const selection = {
      ...input,
      centers: centers.value,
      runId: input.runId ?? null,
      since: input.since ?? null,
    };
    const problem = refusalOf(await summarize(tx, selection));
    if (problem) return problem;
    return ok(await queueExport(tx, actor, selection, input.format));
  });
};

const runIsVisible = async (tx: Tx, actor: Staff, runId: string, year: number): Promise<boolean> => {
  const run = await tx.run.findUnique({ where: { id: runId }, select: { year: true, centers: true } });
  return run !== null && run.year === year && seesCenters(actor, run.centers);
};

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

const queueExport = async (
  tx: Tx,
  actor: Staff,
  selection: Selection,
  format: "xlsx" | "csv",
): Promise<{ exportId: ExportId; jobId: JobId }> => {
  const exportId = newId() as ExportId;
  const { profile, year, scope, runId } = selection;
  const centers = [...selection.centers];
  await tx.export.create({
    data: {
      id: exportId,
      profile,
      year,
      scope,
      runId,
      centers,
      format,
      state: "QUEUED",
      createdById: actor.id,
      createdByName: actor.name,
    },
  });
  const payload = selection.since ? { since: selection.since } : {};
  const jobId = await enqueue(tx, actor, {
    kind: "make-export",
    subject: "export",
    subjectId: exportId,
    payload,
  });
  await recordAudit(tx, actor, {
    action: "reporting.export.create",
    resourceType: "export",
    resourceId: exportId,
    centerCode: centers.length === 1 ? (centers[0] ?? null) : null,
    diff: { profile, year, scope, runId, centers, format },
  });
  return { exportId, jobId };
};

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

/** Keeps why an export could not be made; the job's own record carries the same code. */
export const failExport = (
  actor: Can<"job:work">,
  id: string,
  code: ErrorCode,
  details: Readonly<Record<string, unknown>>,
): Promise<void> =>
  inTx(async (tx) => {
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

export type Download = {
  name: string;
  /** Bytes of a stored file, or the text of the manifest. */
  content: { sha256: string; size: number } | { text: string };
};

/**
 * Allows and audits one download of a file of an export (or its manifest) and says where its bytes are. An export outside
 * the actor's centres is not found; one that reaches beyond them is refused; after its day it is gone. Source: Contracts §6.
 */
export const recordDownload = (
  actor: Can<"export:download">,
  input: { exportId: string; name: string },
): Promise<Result<Download, "NOT_FOUND" | "CENTER_OUT_OF_SCOPE" | "EXPORT_EXPIRED">> => {
  if (!isUuid(input.exportId)) return Promise.resolve(refuse("NOT_FOUND"));
  return inTx(async (tx) => {
    const row = await tx.export.findUnique({ where: { id: input.exportId } });
    if (row?.state !== "READY" || !seesCenters(actor, row.centers)) return refuse("NOT_FOUND");
    if (!ownsCenters(actor, row.centers)) return refuse("CENTER_OUT_OF_SCOPE", { centers: row.centers });
    const download = downloadOf(row, input.name);
    if (!download) return refuse("NOT_FOUND");
    if (row.expiresAt && row.expiresAt <= new Date())
      return refuse("EXPORT_EXPIRED", { expiredAt: row.expiresAt.toISOString() });
    await recordAudit(tx, actor, {
      action: "reporting.export.download",
      resourceType: "export",
      resourceId: row.id,
      centerCode: row.centers.length === 1 ? (row.centers[0] ?? null) : null,
      diff: {
        name: input.name,
        ...("sha256" in download.content ? { sha256: download.content.sha256 } : {}),
      },
    });
    return ok(download);
  });
};

const downloadOf = (row: Export, name: string): Download | null => {
  const files = row.files as ExportFile[];
  const file = files.find((f) => f.name === name);
  if (file) return { name, content: { sha256: file.sha256, size: file.size } };
  const layout = findProfile(row.profile);
  if (!layout || manifestNameOf(layout, files[0]?.name ?? "") !== name) return null;
  return { name, content: { text: textOf(row.manifest as Manifest) } };
};
