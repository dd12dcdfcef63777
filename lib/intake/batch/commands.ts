import type { ImportBatch } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { readFile, type StoredBytes } from "@/lib/db/files";
import { inTx, type Tx } from "@/lib/db/tx";
import { LIMITS } from "@/lib/excel/limits";
import { openWorkbook } from "@/lib/excel/read";
import { enqueue } from "@/lib/jobs/queue";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { stopApply } from "../apply/commands";
import { isUploader, needsSecondPerson } from "../brake/queries";
import { countChanged, reopenSuperseded } from "../check/sql";
import { COLUMNS, FULL_BY_DEFAULT, type Kind, NEEDS_YEAR, OF_ALL_CENTERS } from "../columns";
import { type ApplyBatch, type CheckBatch, type CreateBatch, mappingSchema } from "../schema";
import { keepValues } from "../values/commands";
import {
  clearRows,
  countRows,
  holdBatch,
  lockDetails,
  lockedBy,
  moveBatch,
  NO_COUNTS,
  UNLOCKED,
} from "./sql";
import { isMassChange, isRunning } from "./state";

const audit = (tx: Tx, actor: Staff, batchId: string, verb: string, diff: Record<string, unknown> = {}) =>
  recordAudit(tx, actor, {
    action: `intake.batch.${verb}`,
    resourceType: "batch",
    resourceId: batchId,
    diff,
  });

/**
 * Opens an empty batch. Refuses an unknown year (`YEAR_UNKNOWN`), and lists of the whole installation to people of some
 * centres only (`CENTER_OUT_OF_SCOPE`).
 */
export const createBatch = (
  actor: Can<"import:write">,
  { kind, year = null, mode }: CreateBatch,
): Promise<Result<{ batchId: string; number: number }, ErrorCode>> =>
  inTx(async (tx) => {
    if (actor.centers.length > 0 && OF_ALL_CENTERS.has(kind)) return refuse("CENTER_OUT_OF_SCOPE", { kind });
    const known = year === null ? null : await tx.academicYear.findUnique({ where: { year } });
    if (year === null ? NEEDS_YEAR.has(kind) : known === null) return refuse("YEAR_UNKNOWN", { year });
    const batch = await tx.importBatch.create({
      data: {
        id: newId(),
        kind,
        year,
        status: "DRAFT",
        mode: mode ?? (FULL_BY_DEFAULT.has(kind) ? "FULL" : "PARTIAL"),
        // Until its rows are known, a batch belongs to the centres of the person who opened it.
        centers: [...actor.centers],
        createdById: actor.id,
        createdByName: actor.name,
      },
    });
    await audit(tx, actor, batch.id, "create", { kind, year });
    return { ok: true, value: { batchId: batch.id, number: batch.number } };
  });

/** The bytes of a stored file in one piece; a file of an import is at most 50 MB. */
export const bytesOf = async (sha256: string): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of readFile(sha256)) parts.push(part);
  return Buffer.concat(parts);
};

/** Opens stored bytes as far as the safety gate goes; null, or why they are refused. */
export const gateFile = async (
  stored: StoredBytes,
  filename: string,
): Promise<{ ok: false; reason: ErrorCode; details?: Readonly<Record<string, unknown>> } | null> => {
  try {
    await openWorkbook(await bytesOf(stored.sha256), filename);
    return null;
  } catch (error) {
    if (error instanceof AppError) return refuse(error.code, { filename, ...error.details });
    throw error;
  }
};

type NewFile = { batchId: string; filename: string; stored: StoredBytes };
type AddedFile = { fileId: string; known: boolean };

/**
 * Adds stored bytes to a batch after the safety gate, and takes the batch back to DRAFT. The same bytes again are the file
 * that is already there (`known`). Refuses what the gate refuses, a 51st file (`FILE_TOO_LARGE`) and `BATCH_LOCKED`.
 */
export const addFile = async (
  actor: Can<"import:write">,
  { batchId, filename, stored }: NewFile,
): Promise<Result<AddedFile, ErrorCode>> => {
  const gated = await gateFile(stored, filename);
  if (gated !== null) return gated;
  return await inTx(async (tx): Promise<Result<AddedFile, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId, step: "files" });
    if (!held.ok) return held;
    const files = await tx.importFile.findMany({ where: { batchId, status: { not: "REMOVED" } } });
    const same = files.find((file) => file.sha256 === stored.sha256);
    if (same !== undefined) return { ok: true, value: { fileId: same.id, known: true } };
    if (files.length >= LIMITS.filesPerBatch)
      return refuse("FILE_TOO_LARGE", { filesMax: LIMITS.filesPerBatch });
    const fileId = newId();
    await tx.importFile.create({
      data: { id: fileId, batchId, filename, size: stored.size, sha256: stored.sha256, addedById: actor.id },
    });
    await backToDraft(tx, held.value);
    await audit(tx, actor, batchId, "add-file", { fileId, sha256: stored.sha256, size: stored.size });
    return { ok: true, value: { fileId, known: false } };
  });
};

/** Other files, other rows: what was checked before does not count any more. */
const backToDraft = async (tx: Tx, batch: ImportBatch): Promise<void> => {
  await reopenSuperseded(tx, batch.id);
  await clearRows(tx, batch.id);
  await moveBatch(tx, batch.id, { status: "DRAFT", ...NO_COUNTS, ...UNLOCKED });
};

/** Takes a file and its rows out of a batch. Refuses `BATCH_LOCKED`, and `NOT_FOUND` for a file of another batch. */
export const removeFile = (
  actor: Can<"import:write">,
  { batchId, fileId }: { batchId: string; fileId: string },
): Promise<Result<null, ErrorCode>> =>
  inTx(async (tx): Promise<Result<null, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId, step: "files" });
    if (!held.ok) return held;
    const file = await tx.importFile.findFirst({
      where: { id: fileId, batchId, status: { not: "REMOVED" } },
    });
    if (file === null) return refuse("NOT_FOUND");
    await tx.importFile.update({ where: { id: fileId }, data: { status: "REMOVED", removedAt: new Date() } });
    await backToDraft(tx, held.value);
    await audit(tx, actor, batchId, "remove-file", { fileId });
    return { ok: true, value: null };
  });

/** A choice about loads never reaches into the future: an export of tomorrow is in no file of today. */
const chosenLoads = (until: Date | null | undefined): { loadsInclude?: Date | null } =>
  until === undefined ? {} : { loadsInclude: until && new Date(Math.min(until.getTime(), Date.now())) };

/** Headings chosen by hand in the last check of a batch: they hold until others are chosen. */
const lastMapping = async (tx: Tx, batchId: string): Promise<CheckBatch["mapping"]> => {
  const job = await tx.job.findFirst({ where: checksOf(batchId), ...NEWEST, select: { payload: true } });
  return mappingSchema.optional().parse((job?.payload as { mapping?: unknown } | null)?.mapping);
};
const checksOf = (batchId: string) => ({ subject: "batch", subjectId: batchId, kind: "validate-batch" });
const NEWEST = { orderBy: { createdAt: "desc" } } as const;

/** The newest check of a batch, under way or over; null before the first. */
export const newestCheck = async (tx: Tx, batchId: string): Promise<JobId | null> => {
  const job = await tx.job.findFirst({ where: checksOf(batchId), ...NEWEST, select: { id: true } });
  return (job?.id ?? null) as JobId | null;
};

const areFields = (kind: Kind, fields: readonly string[]): boolean =>
  fields.every((field) => COLUMNS[kind].some((column) => column.field === field));

/**
 * Starts the check of a batch's files against today's data; headings chosen by hand before still hold. Refuses a batch
 * without files (`FILE_EMPTY`) and fields a kind does not have (`INVALID_INPUT`).
 */
export const startValidate = (
  actor: Can<"import:write">,
  input: CheckBatch,
): Promise<Result<{ jobId: JobId }, ErrorCode>> => inTx((tx) => enterCheck(tx, actor, input));

/** Starts the check of a batch in the caller's transaction; refuses like `startValidate`, before its first write. */
export const enterCheck = async (
  tx: Tx,
  actor: Can<"import:write">,
  { batchId, mapping: chosen, values, loadsInclude }: CheckBatch,
): Promise<Result<{ jobId: JobId }, ErrorCode>> => {
  const held = await holdBatch(tx, actor, { batchId, step: "check" });
  if (!held.ok) return held;
  const files = await tx.importFile.count({ where: { batchId, status: { not: "REMOVED" } } });
  if (files === 0) return refuse("FILE_EMPTY");
  const named = [
    ...Object.values(chosen ?? {}).flatMap((field) => field ?? []),
    ...Object.keys(values ?? {}),
  ];
  if (!areFields(held.value.kind as Kind, named)) return refuse("INVALID_INPUT", { fields: named });
  if (values !== undefined) await keepValues(tx, actor, held.value, values);
  await moveBatch(tx, batchId, {
    status: "VALIDATING",
    scope: [...actor.centers],
    ...chosenLoads(loadsInclude),
    ...lockedBy(actor, "VALIDATING"),
  });
  const mapping = chosen ?? (await lastMapping(tx, batchId));
  const payload = mapping === undefined ? {} : { mapping };
  await audit(tx, actor, batchId, "check", payload);
  const spec = { kind: "validate-batch", subject: "batch", subjectId: batchId, payload } as const;
  return { ok: true, value: { jobId: await enqueue(tx, actor, spec) } };
};

/**
 * Starts applying a checked batch, or goes on with a paused one as it began. Refuses `BATCH_LOCKED`, `STALE_VERSION`,
 * `NEEDS_REVIEW` while rows are quarantined and were not left out on purpose, `ALL_OR_NOTHING` {count} while rows are
 * quarantined and all or none are to be applied, `MASS_CHANGE` without an explicit word, and `SECOND_PERSON` where that
 * word must be another person's than the uploader's.
 */
export const startApply = (
  actor: Can<"import:write">,
  input: ApplyBatch,
): Promise<Result<{ jobId: JobId }, ErrorCode>> =>
  inTx(async (tx): Promise<Result<{ jobId: JobId }, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId: input.batchId, step: "apply" });
    if (!held.ok) return held;
    const batch = held.value;
    if (input.version !== undefined && input.version !== batch.version) return refuse("STALE_VERSION");
    const paused = batch.status === "APPLY_PAUSED";
    // A part is stored already: there is no whole to be had any more.
    if (paused && input.mode === "ALL") return refuse("BATCH_LOCKED", lockDetails(batch));
    const refusal = paused ? null : await reasonAgainst(tx, actor, batch, input);
    if (refusal !== null) return refusal;
    await moveBatch(tx, batch.id, {
      status: "APPLYING",
      applyMode: input.mode ?? "VALID",
      cancelRequested: false,
      errorCode: null,
      skipQuarantined: batch.skipQuarantined || input.skipQuarantined === true,
      massChangeConfirmed: batch.massChangeConfirmed || input.confirmMassChange === true,
      ...chosenLoads(input.loadsInclude),
      ...lockedBy(actor, "APPLYING"),
    });
    await audit(tx, actor, batch.id, "start-apply", {
      mode: input.mode ?? "VALID",
      skipQuarantined: input.skipQuarantined === true,
      confirmMassChange: input.confirmMassChange === true,
    });
    const jobId = await enqueue(tx, actor, { kind: "apply-batch", subject: "batch", subjectId: batch.id });
    return { ok: true, value: { jobId } };
  });

/** Why a checked batch may not be applied as it stands; null when it may. */
const reasonAgainst = async (tx: Tx, actor: Staff, batch: ImportBatch, input: ApplyBatch) => {
  const invalid = await tx.importFile.count({ where: { batchId: batch.id, status: "INVALID" } });
  if (invalid > 0 || batch.rows === 0)
    return refuse("BATCH_LOCKED", { state: batch.status, reason: batch.errorCode });
  const { counts, open } = await countRows(tx, batch.id);
  if (open > 0 && input.mode === "ALL") return refuse("ALL_OR_NOTHING", { count: open });
  if (open > 0 && input.skipQuarantined !== true) return refuse("NEEDS_REVIEW", { ...counts, open });
  const brake = {
    changed: await countChanged(tx, batch.id),
    missing: batch.missingRows,
    stored: batch.storedRows,
  };
  if (!isMassChange(brake)) return null;
  if (input.confirmMassChange !== true) return refuse("MASS_CHANGE", brake);
  const alone = isUploader(actor, batch) && (await needsSecondPerson(tx));
  return alone ? refuse("SECOND_PERSON", { ...brake, by: batch.createdByName }) : null;
};

/**
 * Cancels a batch of which nothing is committed; while a job is busy with it, asks it to stop at the end of its chunk. A
 * batch whose job is dead is stopped here: what is committed stays and can go on. Refuses `BATCH_LOCKED` afterwards.
 */
export const cancelBatch = (
  actor: Can<"import:write">,
  { batchId }: { batchId: string },
): Promise<Result<{ state: string }, ErrorCode>> =>
  inTx(async (tx): Promise<Result<{ state: string }, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId, step: "cancel" });
    if (!held.ok) return held;
    if (isRunning(held.value.status) && (await hasJob(tx, batchId))) {
      const { status } = await moveBatch(tx, batchId, { cancelRequested: true });
      await audit(tx, actor, batchId, "ask-to-stop");
      return { ok: true, value: { state: status } };
    }
    if (held.value.status === "APPLYING")
      return { ok: true, value: { state: await stopApply(tx, actor, held.value) } };
    await reopenSuperseded(tx, batchId);
    const { status } = await moveBatch(tx, batchId, { status: "CANCELLED", ...lockedBy(actor, "CANCELLED") });
    await audit(tx, actor, batchId, "cancel");
    return { ok: true, value: { state: status } };
  });

/** Whether a job of the batch is still to run or runs; one that ended in failure does nothing any more. */
const hasJob = async (tx: Tx, batchId: string): Promise<boolean> =>
  (await tx.job.count({
    where: { subject: "batch", subjectId: batchId, state: { in: ["QUEUED", "RUNNING", "WAITING"] } },
  })) > 0;
