import type { Export } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { enqueue } from "@/lib/jobs/queue";
import type { ErrorCode } from "@/lib/shared/errors";
import { type ExportId, isUuid, type JobId } from "@/lib/shared/ids";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { coverOf } from "./centers";
import { manifestNameOf } from "./file-name";
import { type ExportFile, type Manifest, textOf } from "./manifest";
import { findProfile } from "./profile";
import { refusalOf } from "./refusal";
import type { StartExport } from "./schema";
import { listCenterCodes, type Selection, summarize } from "./sql";

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
