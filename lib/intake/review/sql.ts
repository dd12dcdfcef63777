import { Prisma } from "@db";
import type { Reader } from "../../db/tx";

/** What the rows of a batch can be narrowed to: by what they do, or by what was found in them. */
export const ROW_VIEWS = [
  "all",
  "new",
  "changed",
  "unchanged",
  "quarantined",
  "warning",
  "repair",
  "loads",
] as const;
export type RowView = (typeof ROW_VIEWS)[number];

/** Centres whose rows are shown; `unplaced` also shows rows whose centre could not be read. `null` = all rows. */
export type RowScope = { readonly centers: readonly number[]; readonly unplaced: boolean } | null;

export type RowFilter = {
  readonly batchId: string;
  readonly show: RowView;
  readonly code?: string | undefined;
  readonly scope: RowScope;
};

const has = (condition: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXISTS (SELECT 1 FROM import_issues i WHERE i.row_id = r.id AND ${condition})`;

const VIEWS: Readonly<Record<RowView, Prisma.Sql>> = {
  all: Prisma.sql`TRUE`,
  new: Prisma.sql`r.diff = 'NEW'`,
  changed: Prisma.sql`r.diff = 'CHANGED'`,
  unchanged: Prisma.sql`r.diff = 'UNCHANGED'`,
  quarantined: Prisma.sql`r.diff = 'QUARANTINED'`,
  warning: has(Prisma.sql`i.severity = 'warning'`),
  repair: has(Prisma.sql`i.severity = 'repair'`),
  loads: Prisma.sql`jsonb_exists(r.changes, 'load')`,
};

const within = (scope: RowScope): Prisma.Sql => {
  if (scope === null) return Prisma.sql`TRUE`;
  const inside = Prisma.sql`r.center_code = ANY(${[...scope.centers]}::int[])`;
  return scope.unplaced ? Prisma.sql`(r.center_code IS NULL OR ${inside})` : inside;
};

const conditions = ({ batchId, show, code, scope }: RowFilter): Prisma.Sql =>
  Prisma.sql`r.batch_id = ${batchId}::uuid AND ${VIEWS[show]} AND ${within(scope)}
    ${code === undefined ? Prisma.empty : Prisma.sql`AND ${has(Prisma.sql`i.code = ${code}`)}`}`;

/** Ids of one page of a batch's rows, in the order of the files. */
export const selectRowIds = async (
  reader: Reader,
  filter: RowFilter,
  page: { offset: number; size: number },
): Promise<bigint[]> => {
  const rows = await reader.$queryRaw<{ id: bigint }[]>`
    SELECT r.id FROM import_rows r WHERE ${conditions(filter)}
    ORDER BY r.position LIMIT ${page.size} OFFSET ${page.offset}`;
  return rows.map(({ id }) => id);
};

/** Positions of the rows a filter finds, as runs: from, to, from, to …, ascending. */
export const selectRuns = async (reader: Reader, filter: RowFilter): Promise<number[]> => {
  const [row] = await reader.$queryRaw<{ runs: [number, number][] }[]>`
    WITH places AS (
      SELECT r.position, r.position - row_number() OVER (ORDER BY r.position) AS run FROM import_rows r
      WHERE ${conditions(filter)}
    ), runs AS (SELECT min(position) AS a, max(position) AS b FROM places GROUP BY run)
    SELECT coalesce(json_agg(json_build_array(a, b) ORDER BY a), '[]') AS runs FROM runs`;
  return (row?.runs ?? []).flat();
};

/** Files of earlier batches with the bytes of a batch's own; `scope` = centres the viewer may see, empty = all. Contracts §6. */
export const selectEarlier = (reader: Reader, batchId: string, scope: readonly number[]) =>
  reader.$queryRaw<{ sha256: string; batchId: string; number: number; at: Date }[]>`
    SELECT DISTINCT e.sha256, e.added_at AS at, b.id::text AS "batchId", b.number
    FROM import_batches own JOIN import_files f ON f.batch_id = own.id AND f.status <> 'REMOVED'
    JOIN import_files e ON e.sha256 = f.sha256 JOIN import_batches b ON b.id = e.batch_id AND b.number < own.number
    WHERE own.id = ${batchId}::uuid
      AND (${scope.length === 0} OR b.centers = '{}' OR b.centers && ${[...scope]}::int[])
    ORDER BY e.added_at`;

/** How many rows of a batch a filter finds. */
export const countRows = async (reader: Reader, filter: RowFilter): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM import_rows r WHERE ${conditions(filter)}`;
  return Number(row?.n ?? 0);
};

/** How many rows of a batch each of some views shows, in one statement. */
export const countViews = async <View extends RowView>(
  reader: Reader,
  { batchId, scope, views }: { batchId: string; scope: RowScope; views: readonly View[] },
): Promise<Record<View, number>> => {
  const counts = views.map(
    (show) =>
      Prisma.sql`(SELECT count(*)::int FROM import_rows r WHERE ${conditions({ batchId, show, scope })}) AS ${Prisma.raw(`"${show}"`)}`,
  );
  const [row] = await reader.$queryRaw<Record<View, number>[]>`SELECT ${Prisma.join(counts)}`;
  if (!row) throw new Error("a SELECT without FROM gives one row");
  return row;
};

/** Codes of a batch with the number of rows each was found in, worst first. */
export const selectIssueCounts = async (
  reader: Reader,
  batchId: string,
  scope: RowScope,
): Promise<{ code: string; severity: string; rows: number }[]> => {
  const counts = await reader.$queryRaw<{ code: string; severity: string; rows: bigint }[]>`
    SELECT i.code, i.severity, count(DISTINCT i.row_id) AS rows
    FROM import_issues i JOIN import_rows r ON r.id = i.row_id
    WHERE i.batch_id = ${batchId}::uuid AND ${within(scope)}
    GROUP BY i.code, i.severity
    ORDER BY array_position(ARRAY['quarantine', 'warning', 'repair'], i.severity), rows DESC, i.code`;
  return counts.map(({ rows, ...rest }) => ({ ...rest, rows: Number(rows) }));
};
