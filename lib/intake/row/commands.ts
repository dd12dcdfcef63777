import type { ImportBatch, ImportRow } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import { type Can, holds, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { inTx, type Tx } from "@/lib/db/tx";
import { requirePoolFree } from "@/lib/jobs/pool-lock";
import type { ErrorCode } from "@/lib/shared/errors";
import { type Result, refuse } from "@/lib/shared/result";
import type { RowIssue } from "@/lib/shared/row";
import { readCounterOwners } from "@/lib/student/stored/sql";
import { applyRows, closeRoster } from "../apply/commands";
import { countLeft, noteOutcomes, replaceIssues } from "../apply/sql";
import { countRows, lockBatch, lockDetails, moveBatch } from "../batch/sql";
import { allows } from "../batch/state";
import type { Layout } from "../check/layout";
import { judgeCandidate, type PlacedIssue, watchBatch } from "../check/rows";
import { listCountedRows } from "../check/sql";
import { COLUMNS, type Kind } from "../columns";
import { releaseFields } from "../correct/commands";
import { KIND_RULES, type Reference } from "../kinds";
import { readKeptRow, valueMapOf } from "../read-row";
import { readStored } from "../records/queries";
import { readReference } from "../reference/queries";
import type { EditRow } from "../schema";
import { counterOf, keepEdit, listSiblings, readEdited } from "./sql";

/** A row after an edit, as the same check left it. */
export type EditedRow = {
  readonly status: string;
  readonly version: number;
  readonly batchState: string;
  readonly issues: Awaited<ReturnType<typeof readEdited>>["issues"];
};

type Held = { readonly batch: ImportBatch; readonly row: ImportRow };

/** The row and its locked batch, if the actor may decide about it now. */
const holdRow = async (
  tx: Tx,
  actor: Staff,
  { rowId, version }: { rowId: string; version: number },
): Promise<Result<Held, ErrorCode>> => {
  const found = await tx.importRow.findUnique({ where: { id: BigInt(rowId) }, select: { batchId: true } });
  const batch = found === null ? null : await lockBatch(tx, found.batchId);
  if (batch === null || !seesCenters(actor, batch.centers)) return refuse("NOT_FOUND");
  if (!ownsCenters(actor, batch.centers)) return refuse("CENTER_OUT_OF_SCOPE");
  const row = await tx.importRow.findUniqueOrThrow({ where: { id: BigInt(rowId) } });
  const left = row.status === "QUARANTINED" && allows(batch.status, "rejects");
  const open = (row.status === "VALID" || row.status === "QUARANTINED") && allows(batch.status, "rows");
  if (!left && !open) return refuse("BATCH_LOCKED", lockDetails(batch));
  if (row.version !== version) return refuse("STALE_VERSION", { version: row.version });
  return { ok: true, value: { batch, row } };
};

/**
 * Changes cells of a row and sends it through the same check. Rows it contradicted, or contradicts now, are looked at again
 * too. In an applied batch a row that has become valid is applied at once; refuses `RUN_ACTIVE` while the pool is taken.
 * Other refusals: `BATCH_LOCKED`, `STALE_VERSION`, `NOT_FOUND`.
 */
export const editRow = (
  actor: Can<"quarantine:write">,
  { rowId, version, cells }: EditRow,
): Promise<Result<EditedRow, ErrorCode>> =>
  inTx(async (tx): Promise<Result<EditedRow, ErrorCode>> => {
    const held = await holdRow(tx, actor, { rowId, version });
    if (!held.ok) return held;
    const { batch, row } = held.value;
    const known = new Set(COLUMNS[batch.kind as Kind].map(({ field }) => field));
    if (Object.keys(cells).some((field) => !known.has(field)))
      return refuse("INVALID_INPUT", { fields: Object.keys(cells) });
    const late = allows(batch.status, "rejects");
    const busy = late ? await requirePoolFree(tx) : null;
    if (busy !== null) return refuse("RUN_ACTIVE", { ...busy, since: busy.since.toISOString() });
    const raw = { ...(row.raw as Record<string, string>), ...cells };
    await tx.importRow.update({
      where: { id: row.id },
      data: { raw, editedById: actor.id, version: { increment: 1 } },
    });
    const { fileId, rowNo } = row;
    await keepEdit(tx, { batchId: batch.id, fileId, rowNo, cells, rejected: false, editedBy: actor.id });
    const reference = await readReference(tx, batch.year);
    await lookAgain(tx, actor, { batch, reference, before: row, rowId: row.id });
    if (late) await applyLate(tx, actor, { batch, reference, rowId: row.id });
    const batchState = await settle(tx, batch);
    await recordAudit(tx, actor, {
      action: "intake.row.edit",
      resourceType: "batch",
      resourceId: batch.id,
      centerCode: row.centerCode,
      diff: { rowNo: row.rowNo, fields: Object.keys(cells) },
    });
    return { ok: true, value: { ...(await readEdited(tx, row.id)), batchState } };
  });

/** Takes a row out for good: it is not applied and waits for nobody. Refuses like `editRow`. */
export const rejectRow = (
  actor: Can<"quarantine:write">,
  { rowId, version }: { rowId: string; version: number },
): Promise<Result<{ batchState: string }, ErrorCode>> =>
  inTx(async (tx): Promise<Result<{ batchState: string }, ErrorCode>> => {
    const held = await holdRow(tx, actor, { rowId, version });
    if (!held.ok) return held;
    const { batch, row } = held.value;
    const data = { status: "REJECTED", diff: "QUARANTINED", version: { increment: 1 } } as const;
    await tx.importRow.update({ where: { id: row.id }, data });
    const { fileId, rowNo } = row;
    await keepEdit(tx, { batchId: batch.id, fileId, rowNo, cells: {}, rejected: true, editedBy: actor.id });
    const reference = await readReference(tx, batch.year);
    await lookAgain(tx, actor, { batch, reference, before: row, rowId: null });
    const batchState = await settle(tx, batch);
    await recordAudit(tx, actor, {
      action: "intake.row.reject",
      resourceType: "batch",
      resourceId: batch.id,
      centerCode: row.centerCode,
      diff: { rowNo: row.rowNo },
    });
    return { ok: true, value: { batchState } };
  });

/**
 * Gives up people's words that keep what a row says from being taken (`EDIT_KEPT`), and looks at the row again: the preview
 * then shows the change. Refuses like `editRow`, `FORBIDDEN` to whoever may not change the record, and `NOT_FOUND` where
 * nothing is kept. Source: Contracts §5.
 */
export const releaseRow = (
  actor: Can<"quarantine:write">,
  { rowId, version }: { rowId: string; version: number },
): Promise<Result<{ batchState: string }, ErrorCode>> =>
  inTx(async (tx): Promise<Result<{ batchState: string }, ErrorCode>> => {
    const held = await holdRow(tx, actor, { rowId, version });
    if (!held.ok) return held;
    const { batch, row } = held.value;
    const record = batch.kind === "mentors" ? ("mentor" as const) : ("student" as const);
    if (!holds(actor, record === "mentor" ? "mentor:write" : "student:write")) return refuse("FORBIDDEN");
    const kept = await tx.rowIssue.findMany({ where: { rowId: row.id, code: "EDIT_KEPT" } });
    const fields = kept.flatMap(({ field }) => field ?? []);
    if (fields.length === 0 || row.naturalKey === null) return refuse("NOT_FOUND");
    await releaseFields(tx, actor, { record, key: row.naturalKey, fields });
    await tx.importRow.update({ where: { id: row.id }, data: { version: { increment: 1 } } });
    const reference = await readReference(tx, batch.year);
    await lookAgain(tx, actor, { batch, reference, before: row, rowId: row.id });
    return { ok: true, value: { batchState: await settle(tx, batch) } };
  });

type Again = {
  readonly batch: ImportBatch;
  readonly reference: Reference;
  /** The row as it was: others may have come out of contradiction with it. */
  readonly before: ImportRow;
  readonly rowId: bigint | null;
};

/** Checks an edited row and everybody it shares a key with again, in the order of the batch. */
const lookAgain = async (tx: Tx, actor: Staff, { batch, reference, before, rowId }: Again): Promise<void> => {
  const kind = batch.kind as Kind;
  const edited = rowId === null ? null : await tx.importRow.findUniqueOrThrow({ where: { id: rowId } });
  const reading = { kind, reference, map: valueMapOf(batch) };
  const now = edited === null ? null : readKeptRow(edited.raw, reading);
  const siblings = await listSiblings(tx, {
    batchId: batch.id,
    keys: [before.naturalKey, now?.key].flatMap((key) => key ?? []),
    counters: [counterOf(before.normalized), counterOf(now?.value)].flatMap((counter) => counter ?? []),
    rowId,
  });
  const watch = watchBatch(kind);
  const rows = siblings.map((row) => {
    const parsed = readKeptRow(row.raw, reading);
    const candidate = { position: row.position, parsed };
    return { row, parsed, candidate, sighting: watch.see(candidate) };
  });
  const numbers = rows.flatMap(({ parsed: { value } }) =>
    typeof value.counter === "string" ? [value.counter] : [],
  );
  const view = { kind, year: batch.year, loadsInclude: batch.loadsInclude };
  const stored = await readStored(
    tx,
    rows.flatMap(({ parsed: { key } }) => key ?? []),
    view,
  );
  const counterOwners = await readCounterOwners(tx, numbers);
  const context = { ...view, scope: actor.centers, reference, counterOwners };
  const { duplicate } = KIND_RULES[kind];
  const outcomes = rows.map(({ row, parsed, candidate, sighting }) => {
    const record = parsed.key === null ? null : (stored.get(parsed.key) ?? null);
    const judged = judgeCandidate(candidate, sighting, record, context);
    const clashes: RowIssue[] = [
      ...(duplicate !== null && watch.keys.has(row.position) ? [{ code: duplicate, field: null }] : []),
      ...(watch.counters.has(row.position) ? [{ code: "COUNTER_TAKEN", field: "counter" } as const] : []),
    ];
    const known = clashes.filter(({ code }) => !judged.issues.some((issue) => issue.code === code));
    const issues = placed(row.file.layout as Layout | null, [...judged.issues, ...known]);
    const diff = clashes.length > 0 ? "QUARANTINED" : judged.diff;
    const status = diff === "QUARANTINED" ? ("QUARANTINED" as const) : ("VALID" as const);
    return {
      id: row.id,
      diff,
      status,
      changes: diff === "CHANGED" ? judged.changes : null,
      issues,
      parsed,
      center: judged.centers[0] ?? null,
    };
  });
  await noteOutcomes(tx, batch.id, outcomes);
  await replaceIssues(tx, batch.id, outcomes);
  for (const { id, parsed, center } of outcomes)
    await tx.importRow.update({
      where: { id },
      data: { naturalKey: parsed.key, normalized: parsed.value as object, centerCode: center },
    });
};

const placed = (layout: Layout | null, issues: readonly Omit<PlacedIssue, "column">[]): PlacedIssue[] =>
  issues.map((issue) => ({
    ...issue,
    column: layout?.columns.find(({ field }) => field === issue.field)?.column ?? null,
  }));

/** Applies one row of a batch that is applied already. */
const applyLate = async (
  tx: Tx,
  actor: Staff,
  { batch, reference, rowId }: { batch: ImportBatch; reference: Reference; rowId: bigint },
): Promise<void> => {
  const row = await tx.importRow.findUniqueOrThrow({ where: { id: rowId }, include: { file: true } });
  if (row.status !== "VALID") return;
  const { id, position, rowNo, fileId, file, raw, diff } = row;
  const waiting = {
    id,
    position,
    rowNo,
    fileId,
    sha256: file.sha256,
    raw: raw as Record<string, string>,
    diff: diff as "NEW",
  };
  const repeated = new Map([[file.sha256, await listCountedRows(tx, batch, file.sha256)]]);
  const lists = { reference, repeated };
  const applied = await applyRows(tx, actor, batch, { rows: [waiting], lists, scope: actor.centers });
  if (applied > 0) await closeRoster(tx, actor, batch);
  await tx.importBatch.update({ where: { id: batch.id }, data: { appliedRows: { increment: applied } } });
};

/** Counts again and moves the batch to the state that follows: nothing open → READY, nothing left behind → APPLIED. */
const settle = async (tx: Tx, batch: ImportBatch): Promise<string> => {
  const { counts, open } = await countRows(tx, batch.id);
  const applied = allows(batch.status, "rejects");
  const left = applied ? await countLeft(tx, batch.id) : open;
  const states = applied
    ? (["APPLIED_WITH_REJECTS", "APPLIED"] as const)
    : (["NEEDS_REVIEW", "READY"] as const);
  const status = left > 0 ? states[0] : states[1];
  await moveBatch(tx, batch.id, { ...counts, status });
  return status;
};
