import path from "node:path";
import type { ImportFile } from "@db";
import { sha256 } from "@/lib/db/digest";
import type { Reader } from "@/lib/db/tx";
import { readingProgram } from "@/lib/excel/program";
import { columnOf } from "@/lib/excel/sheet";
import { COLUMNS, type Kind } from "../../columns";
import type { Chosen } from "../../header";
import { type NormalRow, normaliseTexts } from "../../normalise";
import type { Layout } from "../layout";
import type { Place } from "../queries";

/** A file of the same bytes that was read before in the same way: its rows are what reading it again would give. */
export type EarlierFile = {
  readonly id: string;
  readonly batchId: string;
  readonly rowCount: number;
  readonly layout: Layout;
};

/** A row as a file gives it, before it is parsed; `copyOf` names the stored row that has the same cells. */
export type CellRow = {
  readonly rowNo: number;
  readonly normal: NormalRow;
  readonly origin: string | null;
  readonly copyOf?: string;
};

type Asked = { readonly file: ImportFile; readonly kind: Kind; readonly chosen: Chosen };

/** Everything but the bytes that decides which rows a file comes to, as a digest: the program, the kind, what was chosen. */
export const readingOf = ({ file, kind, chosen }: Asked): string => {
  const { columns, headings, memory } = chosen;
  const place = file.choice as Place | null;
  const format = path.extname(file.filename).toLowerCase();
  const asked = [readingProgram(), kind, format, columns, headings, [...(memory ?? [])], place];
  return sha256(JSON.stringify(asked));
};

/** Whether any file of a batch has come before, whatever was chosen then: its start need not be prepared for. */
export const hasKnownFile = async (reader: Reader, batchId: string): Promise<boolean> => {
  const [row] = await reader.$queryRaw<{ known: boolean }[]>`
    SELECT EXISTS (SELECT FROM import_files f JOIN import_files old ON old.sha256 = f.sha256 AND old.id <> f.id
      WHERE f.batch_id = ${batchId}::uuid AND f.status <> 'REMOVED' AND old.reading IS NOT NULL) AS known`;
  return row?.known === true;
};

/**
 * The newest earlier file whose stored rows stand for reading this one: same bytes, same reading, all rows still there and
 * none of them edited by anybody; null when it must be read.
 */
export const findEarlier = async (
  reader: Reader,
  { id, sha256: bytes }: ImportFile,
  reading: string,
): Promise<EarlierFile | null> => {
  const [row] = await reader.$queryRaw<EarlierFile[]>`
    SELECT f.id, f.batch_id AS "batchId", f.row_count AS "rowCount", f.layout FROM import_files f
    WHERE f.sha256 = ${bytes} AND f.reading = ${reading} AND f.status = 'VALID' AND f.id <> ${id}::uuid
      AND NOT EXISTS (SELECT FROM import_row_edits e WHERE e.batch_id = f.batch_id AND e.sha256 = f.sha256)
      AND f.row_count = (SELECT count(*) FROM import_rows r
        WHERE r.batch_id = f.batch_id AND r.file_id = f.id AND r.edited_by IS NULL)
    ORDER BY f.added_at DESC LIMIT 1`;
  return row ?? null;
};

type Stored = {
  id: string;
  position: number;
  rowNo: number;
  raw: Record<string, string>;
  origin: string | null;
};

/** The cells of an earlier file from its stored rows, in its order, some thousand at a time. */
export async function* readAgain(
  reader: Reader,
  earlier: EarlierFile,
  { kind, rowsMax }: { readonly kind: Kind; readonly rowsMax: number },
): AsyncGenerator<CellRow[]> {
  const places = Object.fromEntries(
    earlier.layout.columns.map(({ field, column }) => [field, columnOf(column)]),
  );
  for (let after = 0; ; ) {
    const [page] = await reader.$queryRaw<{ rows: string }[]>`
      SELECT coalesce(json_agg(r), '[]')::text AS rows FROM (
        SELECT id::text, position, row_no AS "rowNo", raw, origin FROM import_rows
        WHERE batch_id = ${earlier.batchId}::uuid AND position > ${after} AND file_id = ${earlier.id}::uuid
        ORDER BY position LIMIT ${rowsMax}) r`;
    const rows = JSON.parse(page?.rows ?? "[]") as Stored[];
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.position;
    yield rows.map(({ id, rowNo, raw, origin }) => {
      const { texts, issues } = normaliseTexts(raw, COLUMNS[kind]);
      return { rowNo, origin, copyOf: id, normal: { raw, texts, places, issues } };
    });
  }
}
