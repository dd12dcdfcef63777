import { Prisma } from "@db";
import type { Reader } from "@/lib/db/tx";

/** A row of a batch's file with what was found in it; repairs are left out, they need nobody. */
export type ProblemRow = {
  readonly rowNo: number;
  readonly position: number;
  readonly status: string;
  readonly diff: string;
  readonly centerCode: number | null;
  readonly issues: readonly {
    readonly code: string;
    readonly severity: "quarantine" | "warning";
    readonly field: string | null;
    readonly column: string | null;
    readonly value: string | null;
    readonly after: string | null;
  }[];
};

/** The next rows of a file in its order, after a position. */
export const listProblemRows = (
  reader: Reader,
  { batchId, fileId, after, size }: { batchId: string; fileId: string; after: number; size: number },
): Promise<ProblemRow[]> => {
  const page = Prisma.sql`SELECT id, row_no, position, status, diff, center_code FROM import_rows
    WHERE batch_id = ${batchId}::uuid AND file_id = ${fileId}::uuid AND position > ${after}
    ORDER BY position LIMIT ${size}`;
  return reader.$queryRaw<ProblemRow[]>`
    WITH page AS MATERIALIZED (${page})
    SELECT p.row_no AS "rowNo", p.position, p.status, p.diff, p.center_code AS "centerCode", coalesce(i.list, '[]') AS issues
    FROM page p LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('code', code, 'severity', severity, 'field', field, 'column', "column",
        'value', value, 'after', after) ORDER BY severity, id) AS list
      FROM import_issues WHERE row_id = p.id AND severity <> 'repair') i ON true
    ORDER BY p.position`;
};

/** Rows of a file that lie outside some centres (none = everywhere is inside). */
export const countForeign = (
  reader: Reader,
  { fileId, centers }: { fileId: string; centers: readonly number[] },
): Promise<number> =>
  centers.length === 0
    ? Promise.resolve(0)
    : reader.importRow.count({
        where: { fileId, centerCode: { notIn: [...centers] }, NOT: { centerCode: null } },
      });
