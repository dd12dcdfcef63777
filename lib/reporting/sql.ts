import { Prisma } from "@db";
import type { Reader, Tx } from "@/lib/db/tx";
import type { SortKey } from "./layout";
import type { Watermark } from "./manifest";
import { type Placement, parseLine, SEPARATOR } from "./placement";

/** Columns of a line in the order `parseLine` reads them. */
const LINE = Prisma.sql`concat_ws(${SEPARATOR}, a."شناسه_تخصیص", (extract(epoch FROM a."زمان_اختصاص") * 1000)::bigint,
  a."سال_تحصیلی", s."کد_ملی", s."نام", s."نام_خانوادگی", s."نام_پدر", coalesce(s."تاریخ_تولد"::text, ''), s."جنسیت",
  s."وضعیت_تحصیلی", s."مرکز_ثبت_نام", s."وضعیت_ثبت_نام", s."کد_گروه", coalesce(s."کد_مدرسه"::text, ''), s."نوع_دانش_آموز",
  coalesce(s."شماره_تلفن", ''), coalesce(s."تلفن_منزل", ''), coalesce(s."تلفن_پدر", ''), coalesce(s."تلفن_مادر", ''),
  coalesce(s."تخفیف", ''), coalesce(s."شماره_پرونده_بنیاد", ''), coalesce(s."شمارنده", ''), m."شناسه_منتور", m."نوع",
  coalesce(m."کد_مستعار"::text, ''), m."نام", coalesce(m."شماره_تلفن", ''))`;

/** Which placements an export carries. `centers` empty = all. */
export type Selection = {
  profile: string;
  year: number;
  scope: "NEW" | "RUN" | "YEAR" | "DELTA";
  runId: string | null;
  centers: readonly number[];
  since: Watermark | null;
};

const SORT: Readonly<Record<SortKey, Prisma.Sql>> = {
  counter: Prisma.sql`s."شمارنده"`,
  year_code: Prisma.sql`a."سال_تحصیلی"`,
  reg_center: Prisma.sql`s."مرکز_ثبت_نام"`,
  group_code: Prisma.sql`s."کد_گروه"`,
  school_code_or_999999: Prisma.sql`coalesce(s."کد_مدرسه", 999999)`,
  national_id: Prisma.sql`s."کد_ملی"`,
};

/** An assignment of an earlier READY export of the same profile is not new. Source: Contracts §9. */
const isNew = (profile: string): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM export_rows r JOIN exports e ON e.id = r.export_id
  WHERE r.assignment_id = a."شناسه_تخصیص" AND e.profile = ${profile} AND e.state = 'READY')`;

/** Active placements of the selection, those under review too: the caller leaves them out and counts them. */
const selected = (s: Selection): Prisma.Sql => {
  const conditions = [Prisma.sql`a."سال_تحصیلی" = ${s.year}`, Prisma.sql`a."وضعیت" IN ('OK', 'TEMP_REVIEW')`];
  if (s.centers.length > 0) conditions.push(Prisma.sql`s."مرکز_ثبت_نام" = ANY(${[...s.centers]}::int[])`);
  if (s.scope === "RUN") conditions.push(Prisma.sql`a.run_id = ${s.runId}::uuid`);
  if (s.scope === "NEW") conditions.push(isNew(s.profile));
  if (s.since)
    conditions.push(
      Prisma.sql`(a."زمان_اختصاص", a."شناسه_تخصیص") > (${s.since.at}::timestamptz, ${s.since.id}::uuid)`,
    );
  return Prisma.sql`
    FROM "تخصیص_ها" a
    JOIN "دانش_آموزان" s ON s."کد_ملی" = a."کد_ملی"
    JOIN "منتورها" m ON m."شناسه_منتور" = a."شناسه_منتور"
    WHERE ${Prisma.join(conditions, " AND ")}`;
};

export type Summary = {
  rows: number;
  underReview: number;
  withoutCounter: number;
  /** Up to ten students (uuid) without a counter. */
  sample: string[];
};

/** What a selection holds before it is read: how many rows, how many are left out, how many cannot go out. */
export const summarize = async (tx: Reader, selection: Selection): Promise<Summary> => {
  const [row] = await tx.$queryRaw<Summary[]>`
    SELECT count(*) FILTER (WHERE a."وضعیت" = 'OK')::int AS rows,
      count(*) FILTER (WHERE a."وضعیت" = 'TEMP_REVIEW')::int AS "underReview",
      count(*) FILTER (WHERE a."وضعیت" = 'OK' AND s."شمارنده" IS NULL)::int AS "withoutCounter",
      coalesce((array_agg(s."شناسه"::text) FILTER (WHERE a."وضعیت" = 'OK' AND s."شمارنده" IS NULL))[1:10], '{}') AS sample
    ${selected(selection)}`;
  if (!row) throw new Error("an aggregate without a row");
  return row;
};

/** Fingerprint of everything a layout could show of a selection, and the instant of the snapshot. Equal = an equal file. */
export const fingerprintOf = async (
  tx: Reader,
  selection: Selection,
): Promise<{ fingerprint: string; at: Date }> => {
  const [row] = await tx.$queryRaw<{ fingerprint: string; at: Date }[]>`
    SELECT count(*) || ':' || coalesce(bit_xor(hash_record_extended(ROW(a."شناسه_تخصیص", a."وضعیت", a."زمان_اختصاص", s."کد_ملی",
      s."نام", s."نام_خانوادگی", s."نام_پدر", s."تاریخ_تولد", s."جنسیت", s."وضعیت_تحصیلی", s."مرکز_ثبت_نام", s."وضعیت_ثبت_نام",
      s."کد_گروه", s."کد_مدرسه", s."نوع_دانش_آموز", s."شماره_تلفن", s."تلفن_منزل", s."تلفن_پدر", s."تلفن_مادر", s."تخفیف",
      s."شماره_پرونده_بنیاد", s."شمارنده", m."شناسه_منتور", m."نوع", m."کد_مستعار", m."نام", m."شماره_تلفن"), 0)), 0) AS fingerprint,
      now() AS at
    ${selected(selection)}`;
  if (!row) throw new Error("an aggregate without a row");
  return row;
};

/**
 * Opens the transaction's cursor over the rows to export, in the order of the layout. Placements under review are left out.
 * A row comes as one text: twenty-seven values through the client cost more than writing the cells.
 */
export const openRows = async (tx: Tx, selection: Selection, order: readonly SortKey[]): Promise<void> => {
  const by = Prisma.join([...order.map((key) => SORT[key]), Prisma.sql`a."شناسه_تخصیص"`], ", ");
  // A year's rows are sorted in memory, not on the disk.
  await tx.$executeRaw`SELECT set_config('work_mem', '64MB', true)`;
  await tx.$executeRaw`
    DECLARE placements NO SCROLL CURSOR FOR
    SELECT ${LINE} AS line ${selected(selection)} AND a."وضعیت" = 'OK' ORDER BY ${by}`;
};

/** The next `rowsMax` rows of the open cursor; empty at the end. */
export const fetchRows = async (tx: Tx, rowsMax: number): Promise<Placement[]> => {
  const fetch = Prisma.raw(`FETCH ${Math.trunc(rowsMax)} FROM placements`);
  return (await tx.$queryRaw<{ line: string }[]>(fetch)).map((row) => parseLine(row.line));
};

/** Serializes the last step of exports of one profile and year, so that no placement becomes new twice. */
export const lockProfileYear = async (tx: Tx, profile: string, year: number): Promise<void> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(72707372, hashtext(${`${profile}:${year}`}))`;
};

/** Takes the row of an export until the transaction ends; false when another process has it. Notes of it stay possible. */
export const tryLockExport = async (tx: Tx, exportId: string): Promise<boolean> => {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM exports WHERE id = ${exportId}::uuid FOR NO KEY UPDATE SKIP LOCKED`;
  return rows.length > 0;
};

/** Waits for the row of an export, then counts the placements noted for it. */
export const countNoted = async (tx: Tx, exportId: string): Promise<number> => {
  await tx.$queryRaw`SELECT 1 FROM exports WHERE id = ${exportId}::uuid FOR NO KEY UPDATE`;
  return await tx.exportRow.count({ where: { exportId } });
};

/** How many placements of an export another READY export of its profile carries meanwhile. */
export const countTaken = async (tx: Tx, profile: string, exportId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM export_rows own
    JOIN export_rows r ON r.assignment_id = own.assignment_id AND r.export_id <> own.export_id
    JOIN exports e ON e.id = r.export_id AND e.profile = ${profile} AND e.state = 'READY'
    WHERE own.export_id = ${exportId}::uuid`;
  return row?.n ?? 0;
};

/** How many placements of an export have ended, or come under review, since they were read. */
export const countEnded = async (tx: Tx, exportId: string): Promise<number> => {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM export_rows own
    JOIN "تخصیص_ها" a ON a."شناسه_تخصیص" = own.assignment_id
    WHERE own.export_id = ${exportId}::uuid AND a."وضعیت" <> 'OK'`;
  return row?.n ?? 0;
};

/** Codes of the registration centres, ascending. */
export const listCenterCodes = async (tx: Reader): Promise<number[]> =>
  (await tx.$queryRaw<{ code: number }[]>`SELECT code FROM centers ORDER BY code`).map((row) => row.code);

/** Notes placements as carried by an export. Until it is READY they count for nothing. */
export const insertExportRows = async (
  tx: Tx,
  exportId: string,
  assignmentIds: readonly string[],
): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO export_rows (export_id, assignment_id)
    SELECT ${exportId}::uuid, id FROM unnest(${[...assignmentIds]}::uuid[]) AS id`;
};

/** Drops the bytes of exports past their day, unless a live export or an import still names them. Returns how many files. */
export const dropExpiredBytes = (tx: Tx, now: Date): Promise<number> =>
  tx.$executeRaw`
    WITH named AS (SELECT e.expires_at, f ->> 'sha256' AS sha256 FROM exports e, jsonb_array_elements(e.files) f)
    DELETE FROM stored_files s USING (SELECT DISTINCT sha256 FROM named WHERE expires_at <= ${now}) old
    WHERE s.sha256 = old.sha256
      AND NOT EXISTS (SELECT 1 FROM named WHERE named.sha256 = old.sha256 AND (expires_at IS NULL OR expires_at > ${now}))
      AND NOT EXISTS (SELECT 1 FROM import_files i WHERE i.sha256 = old.sha256)`;
