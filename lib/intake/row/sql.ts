import type { Reader, Tx } from "@/lib/db/tx";
import type { KeptEdit } from "../read-row";

/** A row with its findings, as an editor shows it after a check. */
export const readEdited = async (tx: Tx, id: bigint) => {
  const { status, version, issues } = await tx.importRow.findUniqueOrThrow({
    where: { id },
    select: {
      status: true,
      version: true,
      issues: {
        orderBy: { id: "asc" },
        select: { code: true, severity: true, field: true, column: true, value: true, after: true },
      },
    },
  });
  return { status, version, issues };
};

type Shared = {
  readonly batchId: string;
  readonly keys: readonly string[];
  readonly counters: readonly string[];
  readonly rowIds: readonly bigint[];
};

const findSharing = async (tx: Tx, { batchId, keys, counters, rowIds }: Shared) => {
  const found = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM import_rows WHERE batch_id = ${batchId}::uuid AND status IN ('VALID', 'QUARANTINED')
      AND (natural_key = ANY(${[...keys]}::text[]) OR normalized ->> 'counter' = ANY(${[...counters]}::text[])
        OR id = ANY(${[...rowIds]}::bigint[]))`;
  return await tx.importRow.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    include: { file: { select: { layout: true } } },
    orderBy: { position: "asc" },
  });
};

/** The counter a row was read with, or null. */
export const counterOf = (normalized: unknown): string | null => {
  const counter = (normalized as { counter?: unknown } | null)?.counter;
  return typeof counter === "string" ? counter : null;
};

/**
 * Rows and the undecided rows of their batch that share a key or a counter with one, and those that share one with these in
 * turn, in the order of the batch: whoever may be in contradiction with one of them is there.
 */
export const listSiblings = async (tx: Tx, shared: Shared) => {
  let wanted = shared;
  for (let known = -1; ; ) {
    const rows = await findSharing(tx, wanted);
    if (rows.length === known) return rows;
    known = rows.length;
    const keys = rows.flatMap(({ naturalKey }) => naturalKey ?? []);
    const counters = rows.flatMap(({ normalized }) => counterOf(normalized) ?? []);
    wanted = {
      ...wanted,
      keys: [...new Set([...shared.keys, ...keys])],
      counters: [...new Set([...shared.counters, ...counters])],
    };
  }
};

type Reading = {
  readonly id: bigint;
  readonly key: string | null;
  readonly value: object;
  readonly center: number | null;
};

/** Keeps what rows were read as: key, values and centre. */
export const noteReadings = async (tx: Tx, readings: readonly Reading[]): Promise<void> => {
  const rows = readings.map(({ id, ...rest }) => ({ id: String(id), ...rest }));
  await tx.$executeRaw`
    UPDATE import_rows r SET natural_key = n.key, normalized = n.value, center_code = n.center
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS n(id bigint, key text, value jsonb, center int)
    WHERE r.id = n.id`;
};

type Kept = {
  readonly batchId: string;
  readonly fileId: string;
  readonly rowNo: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly editedBy: string | null;
};

/** Keeps a person's correction beside the bytes the row came in: a new check of the batch begins with it. */
export const keepEdit = async (tx: Tx, edit: Kept): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO import_row_edits AS e (batch_id, sha256, row_no, cells, rejected, edited_by)
    SELECT ${edit.batchId}::uuid, f.sha256, ${edit.rowNo}::int, ${JSON.stringify(edit.cells)}::jsonb, false,
      ${edit.editedBy}::uuid FROM import_files f WHERE f.id = ${edit.fileId}::uuid
    ON CONFLICT (batch_id, sha256, row_no) DO UPDATE SET cells = e.cells || EXCLUDED.cells,
      edited_by = EXCLUDED.edited_by, edited_at = now()`;
};

/** Leaves rows of a locked batch out, and keeps that beside the bytes they came in: a new check of the batch begins with it. */
export const noteRejected = async (
  tx: Tx,
  { rowIds, by }: { rowIds: readonly bigint[]; by: string | null },
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE import_rows SET status = 'REJECTED', diff = 'QUARANTINED', version = version + 1
    WHERE id = ANY(${[...rowIds]}::bigint[])`;
  // The same bytes may be in a batch twice.
  await tx.$executeRaw`
    INSERT INTO import_row_edits AS e (batch_id, sha256, row_no, cells, rejected, edited_by)
    SELECT DISTINCT r.batch_id, f.sha256, r.row_no, '{}'::jsonb, true, ${by}::uuid
    FROM import_rows r JOIN import_files f ON f.id = r.file_id WHERE r.id = ANY(${[...rowIds]}::bigint[])
    ON CONFLICT (batch_id, sha256, row_no) DO UPDATE SET rejected = true, edited_by = EXCLUDED.edited_by, edited_at = now()`;
};

/** What people made of rows of these bytes in a batch, by Excel's row number. */
export const readEdits = async (
  reader: Reader,
  batchId: string,
  sha256: string,
): Promise<ReadonlyMap<number, KeptEdit>> => {
  const rows = await reader.rowEdit.findMany({ where: { batchId, sha256 } });
  return new Map(
    rows.map(({ rowNo, cells, rejected, editedBy, ownerId }) => [
      rowNo,
      { cells: cells as Record<string, string>, rejected, editedBy, ownerId },
    ]),
  );
};
