import type { Reader, Tx } from "@/lib/db/tx";
import type { RowValue } from "@/lib/shared/row";

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
