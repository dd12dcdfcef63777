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
import { releaseFields } from "../correct/release/commands";
import { KIND_RULES, type Reference } from "../kinds";
import { readKeptRow, valueMapOf } from "../read-row";
import { readStored } from "../records/queries";
import { readReference } from "../reference/queries";
import type { EditRow } from "../schema";
import { counterOf, keepEdit, listSiblings, noteReadings, readEdited } from "./sql";
import { noteStep } from "./undo/sql";

/** A row after an edit, as the same check left it. */
export type EditedRow = {
  readonly status: string;
  readonly version: number;
  readonly batchState: string;
  readonly issues: Awaited<ReturnType<typeof readEdited>>["issues"];
};

type Held = { readonly batch: ImportBatch; readonly row: ImportRow };

/** The row and its locked batch, if the actor may decide about it now; `version` = of the row that he looked at. */
export const holdRow = async (
  tx: Tx,
  actor: Staff,
  { rowId, version }: { rowId: string; version?: number },
): Promise<Result<Held, ErrorCode>> => {
  const found = await tx.importRow.findUnique({ where: { id: BigInt(rowId) }, select: { batchId: true } });
  const batch = found === null ? null : await lockBatch(tx, found.batchId);
  if (batch === null || !seesCenters(actor, batch.centers)) return refuse("NOT_FOUND");
  if (!ownsCenters(actor, batch.centers)) return refuse("CENTER_OUT_OF_SCOPE");
  const row = await tx.importRow.findUniqueOrThrow({ where: { id: BigInt(rowId) } });
  return refuseRow(batch, row, version) ?? { ok: true, value: { batch, row } };
};

/** Why a row of a locked batch cannot be decided about now (`BATCH_LOCKED`, `STALE_VERSION`); null when it can. */
export const refuseRow = (batch: ImportBatch, row: ImportRow, version?: number) => {
  const left = row.status === "QUARANTINED" && allows(batch.status, "rejects");
  const open = (row.status === "VALID" || row.status === "QUARANTINED") && allows(batch.status, "rows");
  if (!left && !open) return refuse("BATCH_LOCKED", lockDetails(batch));
  const stale = version !== undefined && row.version !== version;
  return stale ? refuse("STALE_VERSION", { version: row.version }) : null;
};

/** Why a row of an applied batch cannot be applied now; null for a batch that is still open. */
export const refuseBusy = async (tx: Tx, batch: ImportBatch) => {
  const busy = allows(batch.status, "rejects") ? await requirePoolFree(tx) : null;
  return busy === null ? null : refuse("RUN_ACTIVE", { ...busy, since: busy.since.toISOString() });
};

/**
 * Sends a held row that has just been written through the check. In an applied batch all rows that hold now because of it are
 * applied, those it contradicted before too: nobody would come back for them.
 */
export const judgeHeld = async (tx: Tx, actor: Staff, { batch, row }: Held): Promise<EditedRow> => {
  const reference = await readReference(tx, batch.year);
  const before = [row];
  const freed = await lookAgain(tx, { batch, reference, before, rowIds: [row.id], scope: actor.centers });
  if (allows(batch.status, "rejects")) await applyLate(tx, actor, { batch, reference, rowIds: freed });
  const batchState = await settle(tx, batch);
  return { ...(await readEdited(tx, row.id)), batchState };
};

/**
 * Changes cells of a row and sends it through the same check. Rows it contradicted, or contradicts now, are looked at again
 * too. In an applied batch rows that have become valid are applied at once; refuses `RUN_ACTIVE` while the pool is taken.
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
    const busy = await refuseBusy(tx, batch);
    if (busy !== null) return busy;
    const before = row.raw as Record<string, string>;
    const raw = { ...before, ...cells };
    await tx.importRow.update({
      where: { id: row.id },
      data: { raw, editedById: actor.id, version: { increment: 1 } },
    });
    const edit = { batchId: batch.id, fileId: row.fileId, rowNo: row.rowNo, cells, editedBy: actor.id };
    await noteStep(tx, { ...edit, raw: before });
    await keepEdit(tx, edit);
    const edited = await judgeHeld(tx, actor, { batch, row });
    await recordAudit(tx, actor, {
      action: "intake.row.edit",
      resourceType: "batch",
      resourceId: batch.id,
      centerCode: row.centerCode,
      diff: { rowNo: row.rowNo, fields: Object.keys(cells) },
    });
    return { ok: true, value: edited };
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
    const busy = await refuseBusy(tx, batch);
    if (busy !== null) return busy;
    await releaseFields(tx, actor, { record, key: row.naturalKey, fields });
    await tx.importRow.update({ where: { id: row.id }, data: { version: { increment: 1 } } });
    const { batchState } = await judgeHeld(tx, actor, { batch, row });
    return { ok: true, value: { batchState } };
  });

type Again = {
  readonly batch: ImportBatch;
  readonly reference: Reference;
  /** The rows as they were: others may have come out of contradiction with them. */
  readonly before: readonly ImportRow[];
  readonly rowIds: readonly bigint[];
  /** Centres whose rows may be taken of those asked for (empty = all). Others are judged as when their file was checked. */
  readonly scope: readonly number[];
};

/**
 * Checks rows of a locked batch and everybody they share a key or counter with again, in the order of the batch, and writes
 * what came out. Returns the rows that came out of quarantine: in an applied batch the caller applies them, for nobody else
 * will. Source: Contracts §5.
 */
export const lookAgain = async (
  tx: Tx,
  { batch, reference, before, rowIds, scope }: Again,
): Promise<bigint[]> => {
  const kind = batch.kind as Kind;
  const asked = await tx.importRow.findMany({ where: { id: { in: [...rowIds] } }, select: { raw: true } });
  const reading = { kind, reference, map: valueMapOf(batch) };
  const now = asked.map(({ raw }) => readKeptRow(raw, reading));
  const siblings = await listSiblings(tx, {
    batchId: batch.id,
    keys: [...before.map(({ naturalKey }) => naturalKey), ...now.map(({ key }) => key)].flatMap(
      (key) => key ?? [],
    ),
    counters: [...before.map(({ normalized }) => normalized), ...now.map(({ value }) => value)].flatMap(
      (read) => counterOf(read) ?? [],
    ),
    rowIds,
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
  const context = { ...view, reference, counterOwners };
  const { duplicate } = KIND_RULES[kind];
  const chosen = new Set(rowIds);
  const judgements = rows.map(({ row, parsed, candidate, sighting }) => {
    const record = parsed.key === null ? null : (stored.get(parsed.key) ?? null);
    const centers = chosen.has(row.id) ? scope : batch.scope;
    const judged = judgeCandidate(candidate, sighting, record, { ...context, scope: centers });
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
      was: row.status,
      diff,
      status,
      changes: diff === "CHANGED" ? judged.changes : null,
      issues,
      parsed,
      center: judged.centers[0] ?? null,
    };
  });
  // A row that had nothing to do when its batch was applied is over: what is stored since then is newer than it.
  const late = allows(batch.status, "rejects");
  const outcomes = judgements.filter(({ was, status }) => !(late && was === "VALID" && status === "VALID"));
  await noteOutcomes(tx, batch.id, outcomes);
  await replaceIssues(tx, batch.id, outcomes);
  await noteReadings(
    tx,
    outcomes.map(({ id, parsed, center }) => ({ id, key: parsed.key, value: parsed.value, center })),
  );
  return outcomes
    .filter(({ was, status }) => was === "QUARANTINED" && status === "VALID")
    .map(({ id }) => id);
};

const placed = (layout: Layout | null, issues: readonly Omit<PlacedIssue, "column">[]): PlacedIssue[] =>
  issues.map((issue) => ({
    ...issue,
    column: layout?.columns.find(({ field }) => field === issue.field)?.column ?? null,
  }));

/** Applies those of some rows of a batch that is applied already which hold now; returns how many were stored. */
export const applyLate = async (
  tx: Tx,
  actor: Staff,
  { batch, reference, rowIds }: { batch: ImportBatch; reference: Reference; rowIds: readonly bigint[] },
): Promise<number> => {
  const found = await tx.importRow.findMany({
    where: { id: { in: [...rowIds] }, status: "VALID" },
    include: { file: { select: { sha256: true } } },
    orderBy: { position: "asc" },
  });
  if (found.length === 0) return 0;
  const repeated = new Map<string, ReadonlySet<number>>();
  for (const sha256 of new Set(found.map(({ file }) => file.sha256)))
    repeated.set(sha256, await listCountedRows(tx, batch, sha256));
  const rows = found.map(({ id, position, rowNo, fileId, file, raw, diff }) => ({
    id,
    position,
    rowNo,
    fileId,
    sha256: file.sha256,
    raw: raw as Record<string, string>,
    diff: diff as "NEW",
  }));
  const { applied } = await applyRows(tx, actor, batch, {
    rows,
    lists: { reference, repeated },
    scope: actor.centers,
  });
  if (applied > 0) await closeRoster(tx, actor, batch);
  await tx.importBatch.update({ where: { id: batch.id }, data: { appliedRows: { increment: applied } } });
  return applied;
};

/** Counts again and moves the batch to the state that follows: nothing open → READY, nothing left behind → APPLIED. */
export const settle = async (tx: Tx, batch: ImportBatch): Promise<string> => {
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
