import { Prisma } from "@db";
import type { Reader, Tx } from "@/lib/db/tx";
import type { RowValue } from "@/lib/shared/row";
import type { SchoolSort } from "./schema";

const byCode = (rows: readonly (RowValue & { code: number })[]): Map<string, RowValue> =>
  new Map(rows.map((row) => [String(row.code), row]));

/** Stored schools by code, as text. */
export const readSchools = async (reader: Reader, codes: readonly string[]): Promise<Map<string, RowValue>> =>
  byCode(
    await reader.$queryRaw<(RowValue & { code: number })[]>`
      SELECT code, name, gender, level, kind, district, search_key AS "searchKey"
      FROM schools WHERE code = ANY(${codes.map(Number)}::int[])`,
  );

/** Writes whole school records, new and changed ones. */
export const writeSchools = async (tx: Tx, records: readonly RowValue[]): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO schools AS s (code, name, gender, level, kind, district, search_key)
    SELECT code, name, gender, level, kind, district, "searchKey"
    FROM json_to_recordset(${JSON.stringify(records)}::json) AS r(code int, name text, gender smallint, level text, kind text,
      district text, "searchKey" text)
    ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, gender = EXCLUDED.gender, level = EXCLUDED.level,
      kind = EXCLUDED.kind, district = EXCLUDED.district, search_key = EXCLUDED.search_key,
      version = s.version + 1, updated_at = now()`;
};

/** Entries of the special-school roster by `year:code`. */
export const readSpecialSchools = async (
  reader: Reader,
  keys: readonly string[],
): Promise<Map<string, RowValue>> => {
  const rows = await reader.$queryRaw<{ year: number; schoolCode: number }[]>`
    SELECT x.year, x.school_code AS "schoolCode" FROM special_schools x
    JOIN unnest(${[...keys]}::text[]) AS given(key)
      ON x.year = split_part(given.key, ':', 1)::int AND x.school_code = split_part(given.key, ':', 2)::int`;
  return new Map(rows.map((row) => [`${row.year}:${row.schoolCode}`, row]));
};

/** Adds entries to the roster; nothing is ever removed by a file. Source: Contracts §5. */
export const writeSpecialSchools = async (tx: Tx, records: readonly RowValue[]): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO special_schools (year, school_code)
    SELECT year, "schoolCode" FROM json_to_recordset(${JSON.stringify(records)}::json) AS r(year int, "schoolCode" int)
    ON CONFLICT DO NOTHING`;
};

/** Stored exam groups by code, as text. */
export const readGroups = async (reader: Reader, codes: readonly string[]): Promise<Map<string, RowValue>> =>
  byCode(
    await reader.$queryRaw<(RowValue & { code: number })[]>`
      SELECT code, name_fa AS name, bucket FROM groups WHERE code = ANY(${codes.map(Number)}::int[])`,
  );

/** Writes whole groups; a new one stands last and has its Persian name in English too until somebody gives it one. */
export const writeGroups = async (tx: Tx, records: readonly RowValue[]): Promise<void> => {
  await tx.$executeRaw`
    INSERT INTO groups AS g (code, name_fa, name_en, bucket, position, active)
    SELECT code, name, name, bucket, (SELECT coalesce(max(position), 0) FROM groups) + row_number() OVER (ORDER BY code), true
    FROM json_to_recordset(${JSON.stringify(records)}::json) AS r(code int, name text, bucket text)
    ON CONFLICT (code) DO UPDATE SET name_fa = EXCLUDED.name_fa, bucket = EXCLUDED.bucket, version = g.version + 1,
      updated_at = now()`;
};

/** Which schools are meant: by a part of the folded name, by code, gender, and whether a year's roster has them. */
export type SchoolFilter = {
  readonly part?: string | undefined;
  readonly code?: number | undefined;
  readonly gender?: number | undefined;
  readonly special?: boolean | undefined;
  /** The codes of the roster, for `special`. */
  readonly roster: readonly number[];
};
export type SchoolRow = {
  code: number;
  name: string;
  gender: number | null;
  level: string | null;
  kind: string | null;
  district: string | null;
  version: number;
};

const conditionsOf = ({ part, code, gender, special, roster }: SchoolFilter): Prisma.Sql => {
  const all: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (part !== undefined) all.push(Prisma.sql`s.search_key LIKE ${`%${part.replace(/[\\%_]/g, "\\$&")}%`}`);
  if (code !== undefined) all.push(Prisma.sql`s.code = ${code}`);
  if (gender !== undefined) all.push(Prisma.sql`s.gender = ${gender}`);
  if (special !== undefined) all.push(Prisma.sql`(s.code = ANY(${[...roster]}::int[])) = ${special}`);
  return Prisma.join(all, " AND ");
};

const ORDER = { code: "s.code ~D", name: `s.name COLLATE "fa-x-icu" ~D, s.code` } as const satisfies Record<
  SchoolSort,
  string
>;

/** One page of schools; names in Persian order, whatever the collation of the database. */
export const selectSchools = (
  reader: Reader,
  filter: SchoolFilter,
  page: { sort: SchoolSort; desc: boolean; offset: number; size: number },
): Promise<SchoolRow[]> => reader.$queryRaw<SchoolRow[]>`
  SELECT s.code, s.name, s.gender, s.level, s.kind, s.district, s.version FROM schools s
  WHERE ${conditionsOf(filter)}
  ORDER BY ${Prisma.raw(ORDER[page.sort].replaceAll("~D", page.desc ? "DESC" : "ASC"))}
  LIMIT ${page.size} OFFSET ${page.offset}`;

/** How many schools a filter finds. */
export const countSchools = async (reader: Reader, filter: SchoolFilter): Promise<number> => {
  const [row] = await reader.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM schools s WHERE ${conditionsOf(filter)}`;
  return Number(row?.n ?? 0);
};
