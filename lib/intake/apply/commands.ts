import type { ImportBatch } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { env } from "@/lib/env";
import { appendEvents } from "@/lib/jobs/outbox";
import { acquirePool, type PoolBusy, releasePool } from "@/lib/jobs/pool-lock";
import { emitProgress } from "@/lib/jobs/progress";
import { sourcesAfter } from "@/lib/shared/sources";
import { readCounterOwners } from "@/lib/student/stored/sql";
import { countRows, lockBatch, moveBatch, UNLOCKED } from "../batch/sql";
import type { PlacedIssue } from "../check/rows";
import { listCountedRows, reopenSuperseded, supersedeOlder } from "../check/sql";
import type { Kind } from "../columns";
import { eventOf } from "../events";
import { type JudgeContext, judgeRow } from "../judge";
import type { Reference } from "../kinds";
import { readKeptRow, valueMapOf } from "../read-row";
import { lockRecords, type Ready, settleRoster, writeRecords } from "../records/commands";
import { readStored } from "../records/queries";
import { readReference } from "../reference/queries";
import type { ApplyMode } from "../schema";
import {
  countLeft,
  listRosterYears,
  listWaiting,
  noteOutcomes,
  type RowOutcome,
  type WaitingRow,
} from "./sql";

const CHUNK_MS = 60_000;

export type ApplyOutcome =
  | { readonly over: false; readonly done: number; readonly total: number }
  | { readonly over: true; readonly state: string };

/** What stays the same for all chunks of a batch: the way, the lists, which rows' loads were counted before, rows of a chunk. */
export type ApplyLists = {
  /** VALID: rows that hold, chunk by chunk · ALL: all rows in one transaction, or none. */
  readonly mode: ApplyMode;
  readonly reference: Reference;
  /** Rows by the sha256 of their file. */
  readonly repeated: ReadonlyMap<string, ReadonlySet<number>>;
  readonly rowsMax: number;
};

/** Takes the pool for a batch that is to be applied; null, or who has it. One that is in another state or is to stop needs none. */
export const takePool = (actor: Can<"job:work">, batchId: string): Promise<PoolBusy | null> =>
  inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status !== "APPLYING" || batch.cancelRequested) return null;
    const taken = await acquirePool(tx, { kind: "BATCH", id: batchId });
    if (!taken.ok) return taken;
    await emitProgress(tx, "pool", "taken", { kind: "BATCH", id: batchId, by: actor.name });
    return null;
  });

/** Loads what the chunks of a batch share. */
export const readApplyLists = async (_actor: Can<"job:work">, batchId: string): Promise<ApplyLists> => {
  const batch = await db().importBatch.findUniqueOrThrow({ where: { id: batchId } });
  const files = await db().importFile.findMany({ where: { batchId, status: { not: "REMOVED" } } });
  const repeated = new Map<string, ReadonlySet<number>>();
  for (const { sha256 } of files) repeated.set(sha256, await listCountedRows(db(), batch, sha256));
  return {
    mode: batch.applyMode as ApplyMode,
    reference: await readReference(db(), batch.year),
    repeated,
    rowsMax: env.APPLY_CHUNK_ROWS,
  };
};

/**
 * Applies the next rows of a batch in one transaction with their progress. Safe to repeat and to race: the batch row is lock
 * and cursor. At its end, or asked to stop, it closes the batch and gives the pool back. Source: Design §3.
 */
export const applyChunk = (
  actor: Can<"job:work">,
  batchId: string,
  lists: ApplyLists,
): Promise<ApplyOutcome> =>
  inTx(
    async (tx): Promise<ApplyOutcome> => {
      const batch = await lockBatch(tx, batchId);
      if (batch?.status !== "APPLYING") return { over: true, state: batch?.status ?? "CANCELLED" };
      if (batch.cancelRequested) return { over: true, state: await stopApply(tx, actor, batch) };
      const kind = batch.kind as Kind;
      const { rowsMax } = lists;
      const rows = await listWaiting(tx, { batchId, kind, after: batch.cursor, rowsMax });
      const last = rows.at(-1);
      if (last === undefined) return { over: true, state: await endApply(tx, actor, batch) };
      const { applied } = await applyRows(tx, actor, batch, { rows, lists, scope: batch.scope });
      const appliedRows = batch.appliedRows + applied;
      await moveBatch(tx, batchId, { cursor: last.position, appliedRows });
      return { over: false, done: appliedRows, total: batch.newRows + batch.changedRows };
    },
    { timeoutMs: CHUNK_MS },
  );

type Rows = {
  readonly rows: readonly WaitingRow[];
  readonly lists: Pick<ApplyLists, "reference" | "repeated">;
  readonly scope: readonly number[];
};

/** What came of some rows: how many were stored, and those that have come to contradict what is stored. */
export type AppliedRows = { readonly applied: number; readonly held: readonly RowOutcome[] };

/**
 * Reads rows again against what is stored now, under locks, and stores those that hold; one that has come to contradict is
 * put into quarantine.
 */
export const applyRows = async (
  tx: Tx,
  actor: Staff,
  batch: ImportBatch,
  { rows, lists, scope }: Rows,
): Promise<AppliedRows> => {
  const kind = batch.kind as Kind;
  const reading = { kind, reference: lists.reference, map: valueMapOf(batch) };
  const parsed = rows.map((row) => ({ row, parsed: readKeptRow(row.raw, reading) }));
  const keys = parsed.flatMap(({ parsed: { key } }) => key ?? []);
  await lockRecords(tx, kind, keys);
  const view = { kind, year: batch.year, loadsInclude: batch.loadsInclude };
  const stored = await readStored(tx, keys, view);
  const numbers = parsed.flatMap(({ parsed: { value } }) =>
    typeof value.counter === "string" ? [value.counter] : [],
  );
  const counterOwners = await readCounterOwners(tx, numbers);
  const context = { ...view, scope, reference: lists.reference, counterOwners };
  const seen = new Set<string>();
  const ready: Ready[] = [];
  const outcomes: RowOutcome[] = [];
  for (const { row, parsed: one } of parsed) {
    const repeated = lists.repeated.get(row.sha256)?.has(row.rowNo) === true;
    const record = one.key === null ? null : (stored.get(one.key) ?? null);
    const judged = judgeRow(one, record, contextOf(context, repeated));
    // One statement writes each record once; a repetition of the same row has nothing to add.
    const again = one.key === null || seen.has(one.key);
    const writes = !again && (judged.diff === "NEW" || judged.diff === "CHANGED");
    const sources = sourcesAfter(record, judged.changes, batch.id);
    const whole = { ...judged, record: { ...judged.record, sources: JSON.stringify(sources.sources) } };
    if (!again) ready.push({ key: one.key ?? "", judged: whole, stored: record, given: one.value, repeated });
    if (one.key !== null) seen.add(one.key);
    // The next row of this chunk that names the same number finds it taken.
    if (writes && typeof one.value.counter === "string") counterOwners.set(one.value.counter, one.key ?? "");
    if (writes || judged.diff !== row.diff)
      outcomes.push({ ...outcomeOf(row, judged, again), replaced: writes ? sources.replaced : null });
  }
  await writeRecords(tx, actor, ready, { ...view, batchId: batch.id });
  if (outcomes.length > 0) await noteOutcomes(tx, batch.id, outcomes);
  return {
    applied: outcomes.filter(({ status }) => status === "APPLIED").length,
    held: outcomes.filter(({ status }) => status === "QUARANTINED"),
  };
};

const contextOf = (context: JudgeContext, repeated: boolean): JudgeContext =>
  repeated ? { ...context, loadsInclude: null } : context;

const outcomeOf = (row: WaitingRow, judged: ReturnType<typeof judgeRow>, again: boolean): RowOutcome => {
  const { diff, changes, issues } = judged;
  if (diff === "QUARANTINED")
    return { id: row.id, diff, status: "QUARANTINED", changes: null, issues: issues.map(unplaced) };
  if (again || diff === "UNCHANGED")
    return { id: row.id, diff: "UNCHANGED", status: "VALID", changes: null, issues: null };
  return { id: row.id, diff, status: "APPLIED", changes: diff === "CHANGED" ? changes : null, issues: null };
};

const unplaced = (issue: Omit<PlacedIssue, "column">): PlacedIssue => ({ ...issue, column: null });

/** Gives the pool back and tells the pages that wait for it. */
export const freePool = async (tx: Tx, batchId: string): Promise<void> => {
  await releasePool(tx, { kind: "BATCH", id: batchId });
  await emitProgress(tx, "pool", "freed", { kind: "BATCH", id: batchId });
};

/** What a roster means for students shows only when all of it is stored. */
export const closeRoster = async (tx: Tx, actor: Staff, { id, kind }: ImportBatch): Promise<void> => {
  if (kind === "special-schools") await settleRoster(tx, actor, await listRosterYears(tx, id));
};

/** Everything is applied: counts as they came out, older quarantined rows of the same people closed, event and audit. */
export const endApply = async (tx: Tx, actor: Staff, batch: ImportBatch): Promise<string> => {
  await closeRoster(tx, actor, batch);
  await supersedeOlder(tx, batch, "APPLIED");
  const { counts } = await countRows(tx, batch.id);
  const left = await countLeft(tx, batch.id);
  const status = left > 0 ? "APPLIED_WITH_REJECTS" : "APPLIED";
  await moveBatch(tx, batch.id, {
    ...counts,
    ...UNLOCKED,
    status,
    appliedAt: new Date(),
    lockedBy: batch.lockedBy,
  });
  await freePool(tx, batch.id);
  const { kind, year, appliedRows } = batch;
  await recordAudit(tx, actor, {
    action: "intake.batch.apply",
    resourceType: "batch",
    resourceId: batch.id,
    diff: { kind, year, mode: batch.applyMode, applied: appliedRows, left, by: batch.lockedBy },
  });
  const data = { batchId: batch.id, kind, year };
  await appendEvents(tx, actor, [eventOf(newId(), "takhsis.intake.batch.applied.v1", batch.id, data)]);
  return status;
};

/**
 * Asked to stop: what is committed stays (resume only); a batch of which nothing is committed is cancelled. One that was
 * to be applied as a whole stands as before, because whoever stops it takes back that word and no more.
 */
export const stopApply = async (tx: Tx, actor: Staff, batch: ImportBatch): Promise<string> => {
  const status = batch.cursor > 0 ? "APPLY_PAUSED" : batch.applyMode === "ALL" ? "READY" : "CANCELLED";
  if (status === "CANCELLED") await reopenSuperseded(tx, batch.id);
  await moveBatch(tx, batch.id, { ...UNLOCKED, status });
  await freePool(tx, batch.id);
  const entry = { resourceType: "batch", resourceId: batch.id, diff: { applied: batch.appliedRows } };
  await recordAudit(tx, actor, { action: "intake.batch.stop", ...entry });
  return status;
};

/** A chunk cannot be written: the batch keeps what is committed and can go on, or failed before anything was. */
export const failApply = (actor: Can<"job:work">, batchId: string): Promise<void> =>
  inTx(async (tx) => {
    const batch = await lockBatch(tx, batchId);
    if (batch?.status !== "APPLYING") return;
    const status = batch.cursor > 0 ? "APPLY_PAUSED" : "FAILED";
    await moveBatch(tx, batchId, { ...UNLOCKED, status, errorCode: "INTERNAL" });
    await freePool(tx, batchId);
    const entry = { resourceType: "batch", resourceId: batchId, diff: { applied: batch.appliedRows } };
    await recordAudit(tx, actor, { action: "intake.batch.fail", ...entry });
  });
