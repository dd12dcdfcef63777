import type { ImportBatch } from "@db";
import { type Can, seesCenters } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Reader } from "@/lib/db/tx";
import { isUuid } from "@/lib/shared/ids";
import type { RowValue } from "@/lib/shared/row";
import { tellsUndo } from "../batch/state";
import type { Kind } from "../columns";
import { readKeptRow, valueMapOf } from "../read-row";
import { readSourcesOf, readStored } from "../records/queries";
import { readReference } from "../reference/queries";
import { type AppliedRow, decideUndo, NOTHING_SINCE, type Note, type Verdict } from "./decide";
import { type KeptRow, lastPosition, listApplied, type RowSpan, readSince } from "./sql";

/** A row to be taken back, and how it was found. */
export type ToUndo = { readonly row: AppliedRow; readonly found: KeptRow };

/** The next rows of a batch that can be taken back, with the load each of them gave. */
export const listToUndo = async (reader: Reader, batch: ImportBatch, span: RowSpan): Promise<ToUndo[]> => {
  const kind = batch.kind as Kind;
  const found = await listApplied(reader, { batchId: batch.id, kind, ...span });
  const marks = kind === "mentors" && batch.loadsInclude !== null;
  const reference = marks ? await readReference(reader, batch.year) : null;
  const baseLoadOf = (row: KeptRow): number | null => {
    if (kind !== "mentors") return null;
    if (row.normalized !== null) return row.normalized.baseLoad ?? null;
    if (reference === null) return null;
    const { value } = readKeptRow(row.raw, { kind, reference, map: valueMapOf(batch) });
    return typeof value.baseLoad === "number" ? value.baseLoad : null;
  };
  return found.map((row) => {
    const { id, position, rowNo, key, diff, changes, replaced } = row;
    return {
      found: row,
      row: { id, position, rowNo, key, diff, changes, replaced, baseLoad: baseLoadOf(row) },
    };
  });
};

type Judged = { verdict: Verdict; stored: RowValue | null; centerCode: number | null };

/** Decides about rows as things stand; the same for the preview and, under locks, for the deed. */
export const judgeUndo = async (
  reader: Reader,
  batch: ImportBatch,
  rows: readonly ToUndo[],
): Promise<Judged[]> => {
  const kind = batch.kind as Kind;
  const { year, loadsInclude } = batch;
  const view = { kind, year, loadsInclude };
  const keysOf = (chosen: readonly ToUndo[]) => chosen.map(({ row }) => row.key);
  const isNew = ({ row }: ToUndo): boolean => row.diff === "NEW";
  // A record that came new goes whole or stays whole: its values are never looked at.
  const fresh = await readSourcesOf(reader, keysOf(rows.filter(isNew)), view);
  const changed = await readStored(reader, keysOf(rows.filter((one) => !isNew(one))), view);
  const facts = await readSince(reader, { batchId: batch.id, kind, rows: rows.map(({ found }) => found) });
  return rows.map(({ row, found }) => {
    const stored = (row.diff === "NEW" ? fresh : changed).get(row.key) ?? null;
    const since = facts.get(row.key) ?? NOTHING_SINCE;
    return { stored, centerCode: found.centerCode, verdict: decideUndo(kind, row, { stored, since }) };
  });
};

const CHUNK_ROWS = 2_500;
/** So many chunks are asked for side by side; more would leave no connection to others. */
const LANES = 4;
/** Kept rows that are named; more are counted only. */
export const NAMED_MAX = 200;

/** A row that stays or could not go back, and why. */
export type Left = {
  readonly rowNo: number;
  readonly key: string;
  readonly state: "KEPT" | "ERRORED";
  readonly note: Note | { readonly code: string };
};

export type UndoReport = {
  readonly batchId: string;
  readonly state: string;
  readonly reversed: number;
  readonly kept: number;
  readonly errored: number;
  /** How many rows stay, by why. */
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
  /** The first of them by name. */
  readonly left: readonly Left[];
};

/**
 * What taking a batch back would do now, or what it did: numbers, reasons, and the first rows that stay. Null when the batch
 * is out of sight or nothing of it is applied.
 */
export const getUndoReport = async (
  staff: Can<"import:read">,
  batchId: string,
): Promise<UndoReport | null> => {
  const batch = isUuid(batchId) ? await db().importBatch.findUnique({ where: { id: batchId } }) : null;
  if (batch === null || !seesCenters(staff, batch.centers) || !tellsUndo(batch.status)) return null;
  const named = namedFor(staff, batch.kind);
  if (batch.status === "REVERTED" || batch.status === "REVERTING") return await readUndone(batch, named);
  return await previewUndo(batch, named);
};

type Named = (centerCode: number | null) => boolean;

/** People of other centres are counted, never named. Source: Contracts §6. */
const namedFor = ({ centers }: Can<"import:read">, kind: string): Named => {
  const personal = kind === "students" || kind === "counters";
  if (!personal || centers.length === 0) return () => true;
  return (code) => code !== null && centers.includes(code);
};

const judgeSpan = async (batch: ImportBatch, after: number): Promise<Judged[]> => {
  const rows = await listToUndo(db(), batch, { after, upTo: after + CHUNK_ROWS, rowsMax: CHUNK_ROWS });
  return await judgeUndo(db(), batch, rows);
};

const previewUndo = async (batch: ImportBatch, named: Named): Promise<UndoReport> => {
  const left: Left[] = [];
  const reasons = new Map<string, number>();
  let reversed = 0;
  const last = await lastPosition(db(), batch.id);
  for (let from = 0; from < last; from += LANES * CHUNK_ROWS) {
    const lanes = Array.from({ length: LANES }, (_, lane) => from + lane * CHUNK_ROWS);
    const parts = await Promise.all(
      lanes.filter((after) => after < last).map((after) => judgeSpan(batch, after)),
    );
    for (const { verdict, centerCode } of parts.flat()) {
      const { note, row } = verdict;
      if (verdict.state === "REVERSED" || note === null) {
        reversed += 1;
        continue;
      }
      reasons.set(note.code, (reasons.get(note.code) ?? 0) + 1);
      if (left.length < NAMED_MAX && named(centerCode))
        left.push({ rowNo: row.rowNo, key: row.key, state: "KEPT", note });
    }
  }
  const counts = [...reasons].map(([code, count]) => ({ code, count }));
  const kept = counts.reduce((sum, { count }) => sum + count, 0);
  return { batchId: batch.id, state: batch.status, reversed, kept, errored: 0, reasons: counts, left };
};

const readUndone = async (batch: ImportBatch, named: Named): Promise<UndoReport> => {
  const rows = await db().importRow.findMany({
    where: { batchId: batch.id, undoState: { in: ["KEPT", "ERRORED"] } },
    orderBy: { position: "asc" },
    take: NAMED_MAX,
    select: { rowNo: true, naturalKey: true, undoState: true, undoNote: true, centerCode: true },
  });
  const reasons = await db().$queryRaw<{ code: string; count: number }[]>`
    SELECT undo_note ->> 'code' AS code, count(*)::int AS count FROM import_rows
    WHERE batch_id = ${batch.id}::uuid AND undo_state IN ('KEPT', 'ERRORED') GROUP BY 1 ORDER BY 2 DESC, 1`;
  return {
    batchId: batch.id,
    state: batch.status,
    reversed: batch.reversedRows,
    kept: batch.keptRows,
    errored: batch.erroredRows,
    reasons,
    left: rows
      .filter(({ centerCode }) => named(centerCode))
      .map(({ rowNo, naturalKey, undoState, undoNote }) => ({
        rowNo,
        key: naturalKey ?? "",
        state: undoState as "KEPT" | "ERRORED",
        note: undoNote as unknown as Note,
      })),
  };
};
