import { Prisma } from "@db";
import type { Reader, Tx } from "@/lib/db/tx";
import type { Values } from "../schema";

type Remembered = { readonly owner: string; readonly kind: string; readonly map: Values };

/** Keeps a person's choices for a kind of file; the newest about a value counts. */
export const rememberChoices = async (tx: Tx, { owner, kind, map }: Remembered): Promise<void> => {
  const rows = Object.entries(map).flatMap(([field, texts]) =>
    Object.entries(texts).map(([value, target]) => ({ field, value, target })),
  );
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO value_choices (owner, kind, field, value, target)
    SELECT ${owner}, ${kind}, field, value, target
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r(field text, value text, target text)
    ON CONFLICT (owner, kind, field, value) DO UPDATE SET target = EXCLUDED.target, at = now()`;
};

export type ValueCount = {
  readonly code: string;
  readonly field: string;
  readonly value: string;
  readonly rows: number;
};

/**
 * What stands in cells of a batch's quarantined rows that keeps them out, by code, field and value, most frequent first.
 * Only fields of lists: a wrong person's number has no value that it could stand for.
 */
export const countValues = (
  reader: Reader,
  batchId: string,
  {
    fields,
    centers,
    rowsMax,
  }: { fields: readonly string[]; centers: readonly number[] | null; rowsMax: number },
): Promise<ValueCount[]> => {
  const seen =
    centers === null
      ? Prisma.sql`TRUE`
      : Prisma.sql`(r.center_code IS NULL OR r.center_code = ANY(${[...centers]}::int[]))`;
  return reader.$queryRaw<ValueCount[]>`
    SELECT i.code, i.field, i.value, count(DISTINCT i.row_id)::int AS rows
    FROM import_issues i JOIN import_rows r ON r.id = i.row_id
    WHERE i.batch_id = ${batchId}::uuid AND i.severity = 'quarantine' AND r.status = 'QUARANTINED' AND ${seen}
      AND i.field = ANY(${[...fields]}::text[]) AND coalesce(i.value, '') <> ''
    GROUP BY 1, 2, 3 ORDER BY rows DESC, 2, 3 LIMIT ${rowsMax}`;
};

/** How many rows of a batch read a value as another one, by field and value. */
export const countMapped = (reader: Reader, batchId: string): Promise<Omit<ValueCount, "code">[]> =>
  reader.$queryRaw<Omit<ValueCount, "code">[]>`
    SELECT field, value, count(DISTINCT row_id)::int AS rows FROM import_issues
    WHERE batch_id = ${batchId}::uuid AND code = 'VALUE_MAPPED' GROUP BY 1, 2`;
