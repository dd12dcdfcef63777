import type { ImportBatch, ImportRow } from "@db";
import { recordAudits } from "@/lib/auth/audit";
import { type Can, ownsCenters, type Staff, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx, isConnectionLoss, type Tx } from "@/lib/db/tx";
import type { ErrorCode } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { lockBatch } from "../batch/sql";
import { allows } from "../batch/state";
import { readReference } from "../reference/queries";
import { lookAgain, refuseRow, settle } from "../row/commands";
import { noteRejected } from "../row/sql";
import type { RejectRows } from "./schema";

const BATCH_MS = 60_000;

type Asked = { readonly rowId: string; readonly version: number };
type Refusal = ReturnType<typeof refuse<ErrorCode>>;
type Left = {
  readonly id: string;
  readonly reason: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
};
/** What became of many rows: how many are out, and which stayed and why, named by file and row. */
export type ManyRejected = { readonly done: number; readonly left: readonly (Left & { name: string })[] };

/**
 * Takes rows out for good for one reason, those of a batch in one transaction: one that was changed since it was looked at, is
 * decided about or is not the actor's stays and is told, in the order asked, the others go. Rows of a batch that could not
 * be locked in time stay with `DB_UNAVAILABLE`. Source: Contracts §5, §6.
 */
export const rejectRows = async (
  actor: Can<"quarantine:write">,
  { rows, reason }: RejectRows,
): Promise<Result<ManyRejected, never>> => {
  const asked = [...new Map(rows.map((row) => [row.rowId, row])).values()];
  const refused = new Map<string, Refusal>();
  for (const group of await groupByBatch(asked)) {
    const { refusals } = await rejectOrLeave(actor, { ...group, reason });
    for (const [rowId, refusal] of refusals) refused.set(rowId, refusal);
  }
  const left = asked.flatMap(({ rowId }): Left[] => {
    const refusal = refused.get(rowId);
    return refusal === undefined ? [] : [{ id: rowId, reason: refusal.reason, details: refusal.details }];
  });
  const names = await readNames(left);
  return ok({
    done: asked.length - left.length,
    left: left.map((one) => ({ ...one, name: names.get(one.id) ?? "" })),
  });
};

/** Of a row out of sight nothing is told. */
const readNames = async (left: readonly Left[]): Promise<ReadonlyMap<string, string>> => {
  const seen = left.filter(({ reason }) => reason !== "NOT_FOUND").map(({ id }) => BigInt(id));
  const found = await db().importRow.findMany({
    where: { id: { in: seen } },
    select: { id: true, rowNo: true, file: { select: { filename: true } } },
  });
  return new Map(found.map(({ id, rowNo, file }) => [String(id), `${file.filename} · ${rowNo}`]));
};

/**
 * Takes a row out for good, for a reason if one is told: it is not applied and waits for nobody. Refuses `BATCH_LOCKED`,
 * `STALE_VERSION`, `CENTER_OUT_OF_SCOPE` and `NOT_FOUND`.
 */
export const rejectRow = async (
  actor: Can<"quarantine:write">,
  { reason, ...row }: Asked & { reason?: string },
): Promise<Result<{ batchState: string }, ErrorCode>> => {
  const [group] = await groupByBatch([row]);
  if (group === undefined) return refuse("NOT_FOUND");
  const { refusals, batchState } = await rejectOfBatch(actor, { ...group, reason });
  return refusals.get(row.rowId) ?? ok({ batchState });
};

type Group = { readonly batchId: string | null; readonly rows: readonly Asked[] };

/** Rows by their batch, in the order asked; those that are nowhere stand under null. */
const groupByBatch = async (asked: readonly Asked[]): Promise<Group[]> => {
  const found = await db().importRow.findMany({
    where: { id: { in: asked.map(({ rowId }) => BigInt(rowId)) } },
    select: { id: true, batchId: true },
  });
  const batches = new Map(found.map(({ id, batchId }) => [String(id), batchId]));
  const batchOf = ({ rowId }: Asked): string | null => batches.get(rowId) ?? null;
  return [...new Set(asked.map(batchOf))].map((batchId) => ({
    batchId,
    rows: asked.filter((row) => batchOf(row) === batchId),
  }));
};

type Rejection = Group & { readonly reason: string | undefined };
/** What became of the rows of one batch: refusals by row, and the state the batch is in then. */
type Rejected = { readonly refusals: ReadonlyMap<string, Refusal>; readonly batchState: string };

const allRefused = (rows: readonly Asked[], refusal: Refusal): Rejected => ({
  refusals: new Map(rows.map(({ rowId }) => [rowId, refusal])),
  batchState: "",
});

/** What is done in other batches is done: a batch that is held too long does not keep that from being told. */
const rejectOrLeave = async (actor: Staff, rejection: Rejection): Promise<Rejected> => {
  try {
    return await rejectOfBatch(actor, rejection);
  } catch (error) {
    if (isConnectionLoss(error)) return allRefused(rejection.rows, refuse("DB_UNAVAILABLE"));
    throw error;
  }
};

const rejectOfBatch = (actor: Staff, { batchId, rows, reason }: Rejection): Promise<Rejected> =>
  inTx(
    async (tx): Promise<Rejected> => {
      const batch = batchId === null ? null : await lockBatch(tx, batchId);
      if (batch === null || !seesCenters(actor, batch.centers)) return allRefused(rows, refuse("NOT_FOUND"));
      if (!ownsCenters(actor, batch.centers)) return allRefused(rows, refuse("CENTER_OUT_OF_SCOPE"));
      const { held, refusals } = await holdRows(tx, batch, rows);
      if (held.length === 0) return { refusals, batchState: batch.status };
      await noteRejected(tx, { rowIds: held.map(({ id }) => id), by: actor.id });
      await freeSiblings(tx, batch, held);
      const batchState = await settle(tx, batch);
      const entries = held.map(({ rowNo, centerCode }) => ({
        action: "intake.row.reject",
        resourceType: "batch",
        resourceId: batch.id,
        centerCode,
        diff: reason === undefined ? { rowNo } : { rowNo, reason },
      }));
      await recordAudits(tx, actor, entries);
      return { refusals, batchState };
    },
    { timeoutMs: BATCH_MS },
  );

/** Which of the rows of a locked batch can be decided about now, all of them before the first is written. */
const holdRows = async (tx: Tx, batch: ImportBatch, rows: readonly Asked[]) => {
  const ids = rows.map(({ rowId }) => BigInt(rowId));
  const found = await tx.importRow.findMany({ where: { batchId: batch.id, id: { in: ids } } });
  const known = new Map(found.map((row) => [String(row.id), row]));
  const refusals = new Map<string, Refusal>();
  const held = rows.flatMap(({ rowId, version }): ImportRow[] => {
    const row = known.get(rowId);
    const refusal = row === undefined ? refuse("NOT_FOUND") : refuseRow(batch, row, version);
    if (refusal !== null) refusals.set(rowId, refusal);
    return row === undefined || refusal !== null ? [] : [row];
  });
  return { held, refusals };
};

/**
 * Rows that contradicted rejected ones are looked at again while their batch is open: they are applied with it. In an applied
 * batch they stay in quarantine as they are, for a check again or a correction to take: whoever leaves a row out has not
 * asked to store another one, and what is neither waiting nor applied is lost. Source: Contracts §5.
 */
const freeSiblings = async (tx: Tx, batch: ImportBatch, before: readonly ImportRow[]): Promise<void> => {
  if (allows(batch.status, "rejects")) return;
  const reference = await readReference(tx, batch.year);
  await lookAgain(tx, { batch, reference, before, rowIds: [], scope: batch.scope });
};
