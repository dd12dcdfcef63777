import { Prisma } from "@db";
import type { Can, Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { dayInTehran } from "@/lib/shared/calendar";
import type { TrendQuery } from "./schema";
import { summarise, type TrendCell, type TrendCode, type TrendSummary, weeksUntil } from "./weeks";

const SOURCES: Readonly<Record<TrendQuery["by"], Prisma.Sql>> = {
  kind: Prisma.sql`b.kind`,
  person: Prisma.sql`b.created_by_name`,
  center: Prisma.sql`r.center_code::text`,
};

/** Rows that a person may see: of their centres, and those without a readable one that they brought. Source: Contracts §6. */
const seen = ({ centers, id }: Staff): Prisma.Sql =>
  centers.length === 0
    ? Prisma.sql`TRUE`
    : Prisma.sql`(r.center_code = ANY(${[...centers]}::int[]) OR (r.center_code IS NULL AND b.created_by = ${id}::uuid))`;

/** In Tehran (+03:30 all year) a week begins on Saturday; PostgreSQL's begins on Monday. */
const WEEK = Prisma.sql`to_char(date_trunc('week', (b.created_at AT TIME ZONE INTERVAL '3:30') + INTERVAL '2 days') - INTERVAL '2 days',
  'YYYY-MM-DD')`;

/**
 * How good files were, week by week: the share of rows that came clean, were repaired by us, or needed a person (kept out,
 * left out, replaced by a later file, or corrected by hand), and what was found most. Cancelled batches do not count. A row
 * that holds since a list has grown counts as good: the file was right. Source: Contracts §5, §6.
 */
export const getTrend = async (
  staff: Can<"import:read">,
  { by, weeks: count, kind }: TrendQuery,
  now: Date,
): Promise<TrendSummary> => {
  const weeks = weeksUntil(dayInTehran(now), count);
  const [row] = await db().$queryRaw<{ cells: TrendCell[] | null; codes: TrendCode[] | null }[]>`
    WITH batches AS MATERIALIZED (
      SELECT b.id, b.kind, b.created_by, b.created_by_name, ${WEEK} AS week FROM import_batches b
      WHERE b.created_at >= ${`${weeks[0]}T00:00:00+03:30`}::timestamptz AND b.status NOT IN ('DRAFT', 'VALIDATING', 'CANCELLED')
        AND (${kind ?? null}::text IS NULL OR b.kind = ${kind ?? null})),
    came AS MATERIALIZED (
      SELECT r.id, b.week, ${SOURCES[by]} AS source,
        r.status IN ('QUARANTINED', 'REJECTED', 'SUPERSEDED') OR r.edited_by IS NOT NULL AS held
      FROM batches b JOIN import_rows r ON r.batch_id = b.id WHERE ${seen(staff)}),
    found AS MATERIALIZED (
      SELECT DISTINCT c.source, i.row_id, i.code, i.severity FROM import_issues i JOIN came c ON c.id = i.row_id
      WHERE i.severity <> 'warning'),
    cells AS (
      SELECT c.week, c.source, count(*)::int AS rows, count(*) FILTER (WHERE c.held)::int AS held,
        count(*) FILTER (WHERE NOT c.held AND f.row_id IS NOT NULL)::int AS repaired,
        count(*) FILTER (WHERE NOT c.held AND f.row_id IS NULL)::int AS clean
      FROM came c LEFT JOIN (SELECT DISTINCT row_id FROM found) f ON f.row_id = c.id GROUP BY 1, 2),
    codes AS (SELECT source, code, severity, count(*)::int AS rows FROM found GROUP BY 1, 2, 3)
    SELECT (SELECT json_agg(cells) FROM cells) AS cells, (SELECT json_agg(codes) FROM codes) AS codes`;
  return summarise(weeks, { cells: row?.cells ?? [], codes: row?.codes ?? [] });
};
