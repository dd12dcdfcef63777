import { access, constants, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Can } from "@/lib/auth/permissions";
import { writePartFile } from "@/lib/excel/part-file";
import { type JobContext, type JobHandlers, runJobHere } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { recordDownload, startExport } from "./commands";
import { manifestNameOf } from "./file-name";
import { claimExport, completeExport, failExport, writeExport } from "./making/commands";
import type { ExportWarning } from "./manifest";
import { bytesOf, requireMade } from "./queries";
import type { StartExport } from "./schema";

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
    if (!signal.aborted) await failExport(actor, job.subjectId, error);
    throw error;
  }
  await context.waiting(`export:${job.subjectId}`);
};

/** Handlers of this context. A killed export is made again from the start: until it is READY nobody has seen it. */
export const reportingJobs: JobHandlers = { "make-export": makeExport };

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

/** System calls of files; those of sockets are the database's. */
const FILE_CALLS = /^(open|write|fsync|rename|mkdir|close|ftruncate)/;

const save = async (
  actor: Can<"export:download">,
  exportId: string,
  name: string,
  target: string,
): Promise<void> => {
  const allowed = await recordDownload(actor, { exportId, name });
  if (!allowed.ok) throw new AppError(allowed.reason, allowed.details);
  try {
    await writePartFile(target, bytesOf(allowed.value.content));
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (!syscall?.match(FILE_CALLS)) throw error;
    throw new AppError("EXPORT_IO_ERROR", { path: target, cause: code }, { cause: error });
  }
};
