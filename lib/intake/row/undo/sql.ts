import type { Tx } from "@/lib/db/tx";

type Texts = Readonly<Record<string, string>>;

type Step = {
  readonly batchId: string;
  readonly fileId: string;
  readonly rowNo: number;
  /** Cells of the row as they were; a field that is absent had no cell. */
  readonly raw: Texts;
  readonly cells: Texts;
  readonly editedBy: string | null;
};

/** Notes a correction before it is kept, with what it replaces: the row's cells, and earlier corrections of the same cells. */
export const noteStep = async (tx: Tx, step: Step): Promise<void> => {
  const before = Object.fromEntries(Object.keys(step.cells).map((field) => [field, step.raw[field] ?? null]));
  await tx.$executeRaw`
    INSERT INTO import_edit_steps (batch_id, sha256, row_no, before, after, kept, edited_by)
    SELECT ${step.batchId}::uuid, f.sha256, ${step.rowNo}::int, ${JSON.stringify(before)}::jsonb,
      ${JSON.stringify(step.cells)}::jsonb, coalesce((SELECT jsonb_object_agg(c.key, c.value)
        FROM import_row_edits e, jsonb_each(e.cells) c WHERE e.batch_id = ${step.batchId}::uuid
          AND e.sha256 = f.sha256 AND e.row_no = ${step.rowNo}::int AND c.key = ANY(${Object.keys(step.cells)}::text[])), '{}'),
      ${step.editedBy}::uuid FROM import_files f WHERE f.id = ${step.fileId}::uuid`;
};

export type LastStep = {
  readonly id: bigint;
  readonly rowId: bigint;
  readonly sha256: string;
  readonly rowNo: number;
  readonly before: Readonly<Record<string, string | null>>;
  readonly after: Texts;
  readonly kept: Texts;
};

/** A person's last correction in a batch whose row is still there; null when there is none. */
export const findLastStep = async (
  tx: Tx,
  { batchId, editedBy }: { batchId: string; editedBy: string | null },
): Promise<LastStep | null> => {
  const [step] = await tx.$queryRaw<LastStep[]>`
    SELECT s.id, r.id AS "rowId", s.sha256, s.row_no AS "rowNo", s.before, s.after, s.kept
    FROM import_edit_steps s
    JOIN import_files f ON f.batch_id = s.batch_id AND f.sha256 = s.sha256 AND f.status <> 'REMOVED'
    JOIN import_rows r ON r.batch_id = s.batch_id AND r.file_id = f.id AND r.row_no = s.row_no
    WHERE s.batch_id = ${batchId}::uuid AND s.edited_by IS NOT DISTINCT FROM ${editedBy}::uuid
    ORDER BY s.id DESC LIMIT 1`;
  return step ?? null;
};

/** Forgets a correction: what it replaced stands again, and a row that nobody has corrected any more is the file's own. */
export const forgetStep = async (
  tx: Tx,
  batchId: string,
  { id, sha256, rowNo, after, kept }: LastStep,
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE import_row_edits SET cells = (cells - ${Object.keys(after)}::text[]) || ${JSON.stringify(kept)}::jsonb
    WHERE batch_id = ${batchId}::uuid AND sha256 = ${sha256} AND row_no = ${rowNo}::int`;
  // Whoever has taken the row on, or left it out, still has.
  await tx.$executeRaw`
    DELETE FROM import_row_edits WHERE batch_id = ${batchId}::uuid AND sha256 = ${sha256} AND row_no = ${rowNo}::int
      AND cells = '{}' AND NOT rejected AND owner_id IS NULL`;
  await tx.editStep.delete({ where: { id } });
  await tx.$executeRaw`
    UPDATE import_rows r SET edited_by = NULL FROM import_files f
    WHERE f.id = r.file_id AND r.batch_id = ${batchId}::uuid AND f.sha256 = ${sha256} AND r.row_no = ${rowNo}::int
      AND NOT EXISTS (SELECT 1 FROM import_row_edits e WHERE e.batch_id = r.batch_id AND e.sha256 = f.sha256
        AND e.row_no = r.row_no AND e.cells <> '{}')`;
};
