import { Prisma } from "@db";
import type { Reader, Tx } from "@/lib/db/tx";
import type { Kind } from "../columns";
import type { AppliedRow, Since, Verdict } from "./decide";

/** A row to be taken back and when it was applied. Its cells come along only where the load a file gave is read from them. */
export type KeptRow = Omit<AppliedRow, "baseLoad"> & {
  readonly at: Date;
  readonly centerCode: number | null;
  readonly raw: unknown;
  readonly normalized: { readonly baseLoad?: number } | null;
};

/** Rows of a batch behind a position, at most so many, and none behind `upTo` where it is given. */
export type RowSpan = { readonly after: number; readonly upTo?: number; readonly rowsMax: number };

const POSITION_MAX = 2_147_483_647;

/**
 * The next rows of a batch after a position that wrote something, in order; of mentors also those that only marked our
 * placements as contained in the file.
 */
export const listApplied = (
  reader: Reader,
  { batchId, kind, after, upTo = POSITION_MAX, rowsMax }: { batchId: string; kind: Kind } & RowSpan,
): Promise<KeptRow[]> => {
  const cells =
    kind === "mentors" ? Prisma.sql`r.raw, r.normalized` : Prisma.sql`NULL AS raw, NULL AS normalized`;
  const marked =
    kind === "mentors"
      ? Prisma.sql`OR (r.status = 'VALID' AND r.natural_key IN (
          SELECT "شناسه_منتور"::text FROM "تخصیص_ها" WHERE counted_in_batch = ${batchId}::uuid))`
      : Prisma.empty;
  return reader.$queryRaw<KeptRow[]>`
    SELECT r.id, r.position, r.row_no AS "rowNo", r.natural_key AS key, r.diff, r.changes, r.replaced, ${cells},
      r.center_code AS "centerCode",
      coalesce(r.applied_at, b.applied_at, b.created_at) AS at
    FROM import_rows r JOIN import_batches b ON b.id = r.batch_id
    WHERE r.batch_id = ${batchId}::uuid AND r.position > ${after} AND r.position <= ${upTo}
      AND r.natural_key IS NOT NULL
      AND r.undo_state IS NULL AND (r.status = 'APPLIED' ${marked})
    ORDER BY r.position LIMIT ${rowsMax}`;
};

/** Position of the last row of a batch; 0 for one without rows. */
export const lastPosition = async (reader: Reader, batchId: string): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: number }[]>`
    SELECT coalesce(max(position), 0)::int AS n FROM import_rows WHERE batch_id = ${batchId}::uuid`;
  return row?.n ?? 0;
};

/** How many rows of a batch wrote something. */
export const countApplied = async (reader: Reader, batchId: string): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM import_rows WHERE batch_id = ${batchId}::uuid AND status = 'APPLIED'`;
  return row?.n ?? 0;
};

const NOBODY = Prisma.sql`false`;

/** Whether something refers to a record of the key `g.key`, beside placements, and that would be left hanging. */
const REFERRED: Readonly<Record<Kind, Prisma.Sql>> = {
  students: NOBODY,
  counters: NOBODY,
  "special-schools": NOBODY,
  mentors: Prisma.sql`(EXISTS (SELECT 1 FROM users u WHERE u.mentor_id = g.key::int)
    OR EXISTS (SELECT 1 FROM runs r WHERE r.drained_mentor_id = g.key::int))`,
  managers: Prisma.sql`(EXISTS (SELECT 1 FROM users u WHERE u.manager_id = g.key::int)
    OR EXISTS (SELECT 1 FROM "منتورها" m WHERE m."شناسه_مدیر" = g.key::int))`,
  schools: Prisma.sql`(EXISTS (SELECT 1 FROM "دانش_آموزان" s WHERE s."کد_مدرسه" = g.key::int)
    OR EXISTS (SELECT 1 FROM mentor_schools s WHERE s.school_code = g.key::int)
    OR EXISTS (SELECT 1 FROM special_schools s WHERE s.school_code = g.key::int))`,
  groups: Prisma.sql`(EXISTS (SELECT 1 FROM "دانش_آموزان" s WHERE s."کد_گروه" = g.key::int)
    OR EXISTS (SELECT 1 FROM mentor_allowed_groups s WHERE s.group_code = g.key::int))`,
};

/** The newest placement that speaks against taking the record of `g.key` back. */
const placedOf = (kind: Kind): Prisma.Sql => {
  if (kind !== "students" && kind !== "mentors")
    return Prisma.sql`SELECT NULL::uuid AS run_id, NULL::timestamptz AS at WHERE false`;
  const whose =
    kind === "students"
      ? Prisma.sql`a."کد_ملی" = g.key AND (g.fresh OR (a."زمان_اختصاص" > g.at AND a."وضعیت" <> 'REVERTED'))`
      : Prisma.sql`a."شناسه_منتور" = g.key::int AND g.fresh`;
  return Prisma.sql`SELECT a.run_id, a."زمان_اختصاص" AS at FROM "تخصیص_ها" a WHERE ${whose}
    ORDER BY a."زمان_اختصاص" DESC LIMIT 1`;
};

/** The last thing a person did to the record of `g.key` since, from the audit; a hold or withdrawal counts too. */
const personOf = (kind: Kind): Prisma.Sql => {
  const resource = kind === "students" ? "student" : kind === "mentors" ? "mentor" : "manager";
  const id =
    kind === "students"
      ? Prisma.sql`(SELECT s."شناسه"::text FROM "دانش_آموزان" s WHERE s."کد_ملی" = g.key)`
      : Prisma.sql`g.key`;
  return Prisma.sql`SELECT l.actor_name AS by, l.at FROM audit_log l
    WHERE l.resource_type = ${resource} AND l.resource_id = ${id} AND l.at > g.at
      AND l.action LIKE ANY(ARRAY['student.%', 'mentor.%', 'intake.record.%']) ORDER BY l.at DESC LIMIT 1`;
};

type Fact = Omit<Since, "batch" | "placed" | "person"> & {
  key: string;
  batch: number | null;
  batchAt: string | null;
  placedAt: string | null;
  run: number | null;
  by: string | null;
  byAt: string | null;
};

const iso = (column: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * What has happened since to the records of these rows, by natural key; one query, whatever the length. Nothing is said of a
 * record to which nothing has happened: of most.
 */
export const readSince = async (
  reader: Reader,
  { batchId, kind, rows }: { batchId: string; kind: Kind; rows: readonly KeptRow[] },
): Promise<ReadonlyMap<string, Since>> => {
  const kinds = kind === "students" || kind === "counters" ? ["students", "counters"] : [kind];
  const counter =
    kind === "students"
      ? Prisma.sql`EXISTS (SELECT 1 FROM counter_ledger c WHERE c.national_id = g.key)`
      : NOBODY;
  const ended =
    kind === "mentors"
      ? Prisma.sql`(SELECT count(*)::int FROM "تخصیص_ها" a WHERE a."شناسه_منتور" = g.key::int
          AND a.counted_in_batch = ${batchId}::uuid AND a."وضعیت" = 'REVERTED')`
      : Prisma.sql`0`;
  const facts = await reader.$queryRaw<Fact[]>`
    SELECT * FROM (SELECT g.key, later.number AS batch, ${iso(Prisma.sql`later.at`)} AS "batchAt", ${iso(Prisma.sql`placed.at`)} AS "placedAt",
      run.number AS run, person.by, ${iso(Prisma.sql`person.at`)} AS "byAt", ${REFERRED[kind]} AS referred,
      ${counter} AS counter, ${ended} AS "endedCounted"
    FROM unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ at }) => at)}::timestamptz[],
      ${rows.map(({ diff }) => diff === "NEW")}::boolean[]) AS g(key, at, fresh)
    LEFT JOIN LATERAL (
      SELECT b.number, coalesce(r.applied_at, b.applied_at) AS at FROM import_rows r JOIN import_batches b ON b.id = r.batch_id
      WHERE r.status = 'APPLIED' AND r.natural_key = g.key AND r.batch_id <> ${batchId}::uuid AND b.kind = ANY(${kinds}::text[])
        AND r.undo_state IS DISTINCT FROM 'REVERSED' AND coalesce(r.applied_at, b.applied_at) > g.at
      ORDER BY 2 DESC LIMIT 1) later ON true
    LEFT JOIN LATERAL (${placedOf(kind)}) placed ON true LEFT JOIN runs run ON run.id = placed.run_id
    LEFT JOIN LATERAL (${personOf(kind)}) person ON true) AS fact
    WHERE batch IS NOT NULL OR "placedAt" IS NOT NULL OR by IS NOT NULL OR referred OR counter OR "endedCounted" > 0`;
  return new Map(facts.map((fact) => [fact.key, sinceOf(fact)]));
};

const sinceOf = (fact: Fact): Since => ({
  batch: fact.batch === null ? null : { number: fact.batch, at: fact.batchAt ?? "" },
  placed: fact.placedAt === null ? null : { run: fact.run, at: fact.placedAt },
  person: fact.by === null ? null : { by: fact.by, at: fact.byAt ?? "" },
  referred: fact.referred,
  counter: fact.counter,
  endedCounted: fact.endedCounted,
});

/** Deletes the records of these keys; lists that hang on them go along. */
export const removeRecords = async (tx: Tx, kind: Kind, keys: readonly string[]): Promise<void> => {
  if (keys.length === 0) return;
  const list = Prisma.sql`${[...keys]}::text[]`;
  const numbers = Prisma.sql`${kind === "students" || kind === "special-schools" ? [] : keys.map(Number)}::int[]`;
  const statement: Readonly<Record<Kind, Prisma.Sql | null>> = {
    students: Prisma.sql`DELETE FROM "دانش_آموزان" WHERE "کد_ملی" = ANY(${list})`,
    mentors: Prisma.sql`DELETE FROM "منتورها" WHERE "شناسه_منتور" = ANY(${numbers})`,
    managers: Prisma.sql`DELETE FROM managers WHERE id = ANY(${numbers})`,
    schools: Prisma.sql`DELETE FROM schools WHERE code = ANY(${numbers})`,
    "special-schools": Prisma.sql`DELETE FROM special_schools WHERE year || ':' || school_code = ANY(${list})`,
    groups: Prisma.sql`DELETE FROM groups WHERE code = ANY(${numbers})`,
    counters: null,
  };
  const chosen = statement[kind];
  if (chosen !== null) await tx.$executeRaw(chosen);
};

/** Takes the marks of a batch off our placements with these mentors: no file contains them any more. Source: Contracts §1. */
export const releaseCounted = async (
  tx: Tx,
  batchId: string,
  mentorIds: readonly number[],
): Promise<void> => {
  await tx.$executeRaw`
    UPDATE "تخصیص_ها" SET counted_in_batch = NULL
    WHERE counted_in_batch = ${batchId}::uuid AND "شناسه_منتور" = ANY(${[...mentorIds]}::int[])`;
};

/** Notes on the rows what became of them. */
export const noteVerdicts = async (tx: Tx, verdicts: readonly Verdict[]): Promise<void> => {
  const notes = verdicts.map(({ row, state, note }) => ({ id: String(row.id), state, note }));
  await tx.$executeRaw`
    UPDATE import_rows r SET undo_state = n.state, undo_note = n.note
    FROM json_to_recordset(${JSON.stringify(notes)}::json) AS n(id bigint, state text, note jsonb) WHERE r.id = n.id`;
};
