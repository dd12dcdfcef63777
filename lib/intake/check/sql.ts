import { type ImportBatch, Prisma } from "@db";
import type { Reader, Tx } from "@/lib/db/tx";
import { ISSUES, type IssueCode } from "@/lib/shared/issues";
import { toStorable } from "@/lib/shared/text";
import type { Kind } from "../columns";
import type { NewRow, PlacedIssue } from "./rows";

const VALUE_MAX = 500;
const short = (text: string | undefined): string | null =>
  text === undefined ? null : toStorable(text).slice(0, VALUE_MAX);

/** An issue as its table holds it; severities come from the one table of codes. */
export const issueRecord = ({ code, field, column, value, after }: PlacedIssue) => ({
  code,
  severity: ISSUES[code],
  field,
  column,
  value: short(value),
  after: short(after),
});

/** Writes rows and their issues in one statement; cells that a stored row has already are copied there (one that is gone throws). */
export const insertRows = async (tx: Tx, batchId: string, rows: readonly NewRow[]): Promise<void> => {
  const issues = rows.flatMap(({ position, issues: found }) =>
    found.map((issue) => ({ position, ...issueRecord(issue) })),
  );
  const records = rows.map(({ issues: _, raw, ...row }) => ({
    ...row,
    ...(row.copyOf === undefined ? { raw } : {}),
    status: row.rejected ? "REJECTED" : row.diff === "QUARANTINED" ? "QUARANTINED" : "VALID",
  }));
  await tx.$executeRaw`
    WITH added AS (
      INSERT INTO import_rows (batch_id, file_id, position, row_no, natural_key, raw, normalized, diff, changes, status, center_code, origin,
        edited_by, owner_id)
      SELECT ${batchId}::uuid, "fileId", position, "rowNo", "naturalKey",
        coalesce(raw, (SELECT same.raw FROM import_rows same WHERE same.id = "copyOf")), normalized, diff, changes, status, "centerCode",
        origin, "editedById", "ownerId"
      FROM json_to_recordset(${JSON.stringify(records)}::json) AS r("fileId" uuid, position int, "rowNo" int, "naturalKey" text,
        raw jsonb, normalized jsonb, diff text, changes jsonb, status text, "centerCode" int, origin text, "editedById" uuid, "ownerId" uuid,
        "copyOf" bigint)
      ORDER BY position RETURNING id, position)
    INSERT INTO import_issues (row_id, batch_id, code, severity, field, "column", value, after)
    SELECT a.id, ${batchId}::uuid, i.code, i.severity, i.field, i."column", i.value, i.after
    FROM json_to_recordset(${JSON.stringify(issues)}::json) AS i(position int, code text, severity text, field text,
      "column" text, value text, after text) JOIN added a ON a.position = i.position ORDER BY a.position`;
};

/** Drops the rows of a file that could not be read to its end: half a file is no file. */
export const clearFileRows = async (tx: Tx, fileId: string): Promise<void> => {
  await tx.$executeRaw`DELETE FROM import_rows WHERE file_id = ${fileId}::uuid`;
};

/** Puts rows that turned out to contradict another row of the batch into quarantine, with the code that says so. */
export const quarantineClashes = async (
  tx: Tx,
  batchId: string,
  { positions, code, field }: { positions: readonly number[]; code: IssueCode; field: string },
): Promise<void> => {
  if (positions.length === 0) return;
  await tx.$executeRaw`
    WITH hit AS (
      UPDATE import_rows SET diff = 'QUARANTINED', status = 'QUARANTINED', changes = NULL
      WHERE batch_id = ${batchId}::uuid AND position = ANY(${[...positions]}::int[]) RETURNING id, raw)
    INSERT INTO import_issues (row_id, batch_id, code, severity, field, value)
    SELECT id, ${batchId}::uuid, ${code}, 'quarantine', ${field}, left(raw ->> ${field}, ${VALUE_MAX}::int) FROM hit`;
};

/**
 * Closes open quarantined rows of other batches that this batch speaks of again: same kind, year and natural key, the same
 * row of the same bytes, or that very row come back in a problem file. `rows` says which rows of this batch count; rows of other centres than the uploader's never
 * do. Source: Contracts §5, §6.
 */
export const supersedeOlder = async (
  tx: Tx,
  batch: ImportBatch,
  rows: "QUARANTINED" | "APPLIED",
): Promise<void> => {
  const ours = Prisma.sql`FROM import_rows r JOIN import_files rf ON rf.id = r.file_id
    WHERE r.batch_id = ${batch.id}::uuid AND r.status = ${rows}
      AND NOT EXISTS (SELECT 1 FROM import_issues i WHERE i.row_id = r.id AND i.code = 'CENTER_OUT_OF_SCOPE')`;
  // What a file says about where it comes from can be forged; it never closes rows of other people's centres.
  const scope = Prisma.sql`${[...batch.scope]}::int[]`;
  const inScope = Prisma.sql`(cardinality(${scope}) = 0 OR old.center_code IS NULL OR old.center_code = ANY(${scope}))`;
  await tx.$executeRaw`
    UPDATE import_rows old SET status = 'SUPERSEDED', superseded_by_batch = ${batch.id}::uuid
    FROM import_batches b, import_files f
    WHERE old.status = 'QUARANTINED' AND b.id = old.batch_id AND f.id = old.file_id AND b.id <> ${batch.id}::uuid
      AND b.kind = ${batch.kind} AND b.year IS NOT DISTINCT FROM ${batch.year}
      AND (old.natural_key IN (SELECT r.natural_key ${ours} AND r.natural_key IS NOT NULL)
        OR (f.sha256, old.row_no) IN (SELECT rf.sha256, r.row_no ${ours})
        OR (${inScope} AND left(f.sha256, 16) || ':' || old.row_no IN (SELECT r.origin ${ours} AND r.origin IS NOT NULL)))`;
  // Whoever had taken an older row on has the one that stands for it now.
  await tx.$executeRaw`
    UPDATE import_rows r SET owner_id = old.owner_id FROM import_rows old
    WHERE r.batch_id = ${batch.id}::uuid AND r.status = 'QUARANTINED' AND r.owner_id IS NULL AND old.status = 'SUPERSEDED'
      AND old.superseded_by_batch = ${batch.id}::uuid AND old.owner_id IS NOT NULL AND old.natural_key = r.natural_key`;
};

/**
 * Before a batch leaves or loses its rows: the rows it had closed wait again, and their batches for them. Where its own row
 * was closed by a third batch in the meantime, that one answers for the older row too.
 */
export const reopenSuperseded = async (tx: Tx, batchId: string): Promise<void> => {
  await tx.$executeRaw`
    WITH freed AS (
      UPDATE import_rows old SET superseded_by_batch = n.batch_id,
        status = CASE WHEN n.batch_id IS NULL THEN 'QUARANTINED' ELSE 'SUPERSEDED' END
      FROM import_rows o JOIN import_files f ON f.id = o.file_id LEFT JOIN LATERAL (
        SELECT r.superseded_by_batch AS batch_id FROM import_rows r JOIN import_files rf ON rf.id = r.file_id
        WHERE r.batch_id = ${batchId}::uuid AND r.status = 'SUPERSEDED' AND r.superseded_by_batch IS NOT NULL
          AND r.superseded_by_batch <> o.batch_id
          AND (r.natural_key = o.natural_key OR (rf.sha256 = f.sha256 AND r.row_no = o.row_no)
            OR r.origin = left(f.sha256, 16) || ':' || o.row_no) LIMIT 1) n ON true
      WHERE o.superseded_by_batch = ${batchId}::uuid AND o.status = 'SUPERSEDED' AND old.id = o.id
      RETURNING old.batch_id, old.status)
    UPDATE import_batches b SET version = b.version + 1,
      status = CASE b.status WHEN 'APPLIED' THEN 'APPLIED_WITH_REJECTS' ELSE 'NEEDS_REVIEW' END
    WHERE b.status IN ('APPLIED', 'READY') AND b.id IN (SELECT batch_id FROM freed WHERE status = 'QUARANTINED')`;
};

type Scope = { readonly kind: Kind; readonly year: number | null; readonly centers: readonly number[] };

/** Natural keys of what is stored of a kind and year, within centres (empty = all). */
const storedKeys = ({ kind, year, centers }: Scope): Prisma.Sql => {
  const list = Prisma.sql`${[...centers]}::int[]`;
  const all = Prisma.sql`cardinality(${list}) = 0`;
  const managed = (manager: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (
    SELECT 1 FROM manager_allowed_centers c WHERE c.manager_id = ${manager} AND c.center_code = ANY(${list}))`;
  switch (kind) {
    case "students":
      return Prisma.sql`SELECT "کد_ملی"::text AS key FROM "دانش_آموزان" WHERE "سال_تحصیلی" = ${year}
        AND (${all} OR "مرکز_ثبت_نام" = ANY(${list}))`;
    case "mentors":
      return Prisma.sql`SELECT "شناسه_منتور"::text AS key FROM "منتورها" WHERE "سال_بار" = ${year}
        AND (${all} OR ${managed(Prisma.sql`"شناسه_مدیر"`)})`;
    case "managers":
      return Prisma.sql`SELECT id::text AS key FROM managers WHERE ${all} OR ${managed(Prisma.sql`managers.id`)}`;
    case "schools":
      return Prisma.sql`SELECT code::text AS key FROM schools`;
    case "special-schools":
      return Prisma.sql`SELECT year || ':' || school_code AS key FROM special_schools WHERE ${year}::int IS NULL OR year = ${year}`;
    case "groups":
      return Prisma.sql`SELECT code::text AS key FROM groups`;
    case "counters":
      return Prisma.sql`SELECT "کد_ملی"::text AS key FROM "دانش_آموزان" WHERE "شمارنده" IS NOT NULL`;
  }
};

/** How much is stored in the set a batch speaks about, and how much of it the batch does not mention. Source: Contracts §5. */
export const countStored = async (
  reader: Reader,
  batchId: string,
  scope: Scope,
): Promise<{ stored: number; missing: number }> => {
  const [row] = await reader.$queryRaw<{ stored: number; missing: number }[]>`
    WITH kept AS (${storedKeys(scope)})
    SELECT count(*)::int AS stored, count(*) FILTER (WHERE key NOT IN (
      SELECT natural_key FROM import_rows WHERE batch_id = ${batchId}::uuid AND natural_key IS NOT NULL))::int AS missing
    FROM kept`;
  return row ?? { stored: 0, missing: 0 };
};

/**
 * Of each batch, the rows that change a record of its own year; those that bring one over from an older year are not of the
 * set. A batch without any is left out.
 */
export const countChangedOf = async (
  reader: Reader,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await reader.$queryRaw<{ id: string; changed: number }[]>`
    SELECT batch_id AS id, count(*)::int AS changed FROM import_rows
    WHERE batch_id = ANY(${[...batchIds]}::uuid[]) AND diff = 'CHANGED' AND NOT changes ?| ARRAY['year', 'loadYear']
    GROUP BY batch_id`;
  return new Map(rows.map(({ id, changed }) => [id, changed]));
};

/** `countChangedOf` one batch. */
export const countChanged = async (reader: Reader, batchId: string): Promise<number> =>
  (await countChangedOf(reader, [batchId])).get(batchId) ?? 0;

/**
 * Rows (Excel's numbers) of these bytes that an earlier batch took in with a choice about loads: they change no mark again.
 * A row that was kept out there counts for the first time. Source: Contracts §1.
 */
export const listCountedRows = async (
  reader: Reader,
  batch: ImportBatch,
  sha256: string,
): Promise<ReadonlySet<number>> => {
  if (batch.kind !== "mentors") return new Set();
  const rows = await reader.$queryRaw<{ rowNo: number }[]>`
    SELECT DISTINCT r.row_no AS "rowNo" FROM import_files f JOIN import_batches b ON b.id = f.batch_id
    JOIN import_rows r ON r.batch_id = b.id AND r.file_id = f.id AND r.status IN ('APPLIED', 'VALID')
    WHERE f.sha256 = ${sha256} AND f.status <> 'REMOVED' AND b.id <> ${batch.id}::uuid AND b.kind = 'mentors'
      AND b.status IN ('APPLIED', 'APPLIED_WITH_REJECTS') AND b.year IS NOT DISTINCT FROM ${batch.year}
      AND b.loads_include IS NOT NULL`;
  return new Set(rows.map(({ rowNo }) => rowNo));
};
