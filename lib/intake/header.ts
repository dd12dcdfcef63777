import { compactKey } from "@/lib/shared/text";
import type { FieldColumns } from "./columns";

/**
 * How sure a column's field is: its heading is the field's own name, another known name, only a part of the heading is a
 * known name, or somebody chose it by hand.
 */
export type Match = "exact" | "synonym" | "part" | "chosen";

/** One column of a file: where it is, what it is called, and what field it fills and why (null = nobody knows it). */
export type MappedColumn = {
  readonly column: number;
  readonly header: string;
  readonly field: string | null;
  readonly match: Match | null;
};

/** Columns of each field in the order in which they are asked, and what may hold the same thing twice. */
export type Mapping = {
  readonly columns: readonly MappedColumn[];
  readonly byField: ReadonlyMap<string, readonly { column: number; repeats: boolean }[]>;
};

export type HeaderReading =
  | { readonly ok: true; readonly rowNo: number; readonly mapping: Mapping }
  | { readonly ok: false; readonly code: "HEADER_NOT_FOUND" }
  | {
      readonly ok: false;
      readonly code: "COLUMN_MISSING" | "COLUMN_AMBIGUOUS";
      readonly headers: readonly string[];
      readonly found: FoundHeader;
    };

/** A row of headings that was found, though something is wrong with it. */
export type FoundHeader = {
  readonly rowNo: number;
  readonly columns: readonly MappedColumn[];
  /** Required fields without a column. */
  readonly missing: readonly string[];
};

type HeaderRow = { readonly rowNo: number; readonly cells: readonly (string | undefined)[] };

/** Headings somebody chose by hand: heading text → field. Wins over the synonyms. */
export type ChosenColumns = Readonly<Record<string, string>>;

/** Letters and digits of a heading: spaces, half-spaces, case, ی/ک, digits' script and punctuation do not count. */
export const headerKey = (header: string): string => compactKey(header).replace(/[^\p{L}\p{N}]/gu, "");

const sidesOf = (header: string): string[] => [header, ...header.split("|"), ...header.split(/[\r\n]+/)];

/**
 * What a heading may be read as, best first: itself, its sides when it is bilingual (`کدرشته | group_code`), each again
 * without a remark in brackets and without digits in front.
 */
const readings = (header: string): string[] => {
  const plain = sidesOf(header)
    .flatMap((side) => [side, side.replace(/[([][^)\]]*[)\]]/g, "")])
    .map(headerKey);
  return [...plain, ...plain.map((key) => key.replace(/^\d+/, ""))].filter((key) => key !== "");
};

type Rank = { field: string; rank: number; repeats: boolean };

const matchOf = (header: string, key: string, rank: number): Match => {
  if (rank < 0) return "chosen";
  if (!sidesOf(header).some((side) => headerKey(side) === key)) return "part";
  return rank === 0 ? "exact" : "synonym";
};

const ranksOf = (fields: readonly FieldColumns[], chosen: ChosenColumns): Map<string, Rank> => {
  const ranks = new Map<string, Rank>();
  for (const { field, headers, repeats } of fields)
    headers.forEach((header, rank) => {
      ranks.set(headerKey(header), { field, rank, repeats: repeats !== undefined && repeats === header });
    });
  for (const [header, field] of Object.entries(chosen))
    ranks.set(headerKey(header), { field, rank: -1, repeats: false });
  return ranks;
};

const match = (header: string, ranks: ReadonlyMap<string, Rank>): (Rank & { match: Match }) | undefined => {
  for (const key of readings(header)) {
    const rank = ranks.get(key);
    if (rank !== undefined) return { ...rank, match: matchOf(header, key, rank.rank) };
  }
  return undefined;
};

/**
 * Finds the row of headings among the first rows of a sheet (titles above it are passed over): the one that names most
 * fields. Refuses without one, without a required column, or when one heading names a field twice («کد ثبت نام» may).
 * Source: Domain §7, Contracts §5.
 */
export const findHeader = (
  rows: readonly HeaderRow[],
  fields: readonly FieldColumns[],
  chosen: ChosenColumns = {},
): HeaderReading => {
  const ranks = ranksOf(fields, chosen);
  const fieldsIn = (row: HeaderRow): number =>
    new Set(row.cells.flatMap((cell) => (cell === undefined ? [] : (match(cell, ranks)?.field ?? [])))).size;
  let best: HeaderRow | undefined;
  let most = 0;
  for (const row of rows) {
    const found = fieldsIn(row);
    if (found <= most) continue;
    best = row;
    most = found;
  }
  if (best === undefined) return { ok: false, code: "HEADER_NOT_FOUND" };
  return readHeader(best, { fields, ranks, most });
};

type Search = { fields: readonly FieldColumns[]; ranks: ReadonlyMap<string, Rank>; most: number };

const readHeader = (row: HeaderRow, { fields, ranks, most }: Search): HeaderReading => {
  const columns: MappedColumn[] = [];
  const found: (Rank & { column: number; header: string })[] = [];
  row.cells.forEach((header, column) => {
    if (header === undefined) return;
    const rank = match(header, ranks);
    columns.push({ column, header, field: rank?.field ?? null, match: rank?.match ?? null });
    if (rank !== undefined) found.push({ ...rank, column, header });
  });
  const missing = fields.filter((f) => f.required && !found.some(({ field }) => field === f.field));
  const seen = { rowNo: row.rowNo, columns, missing: missing.map(({ field }) => field) };
  if (missing.length > 0)
    return most < 2
      ? { ok: false, code: "HEADER_NOT_FOUND" }
      : {
          ok: false,
          code: "COLUMN_MISSING",
          headers: missing.map(({ headers }) => headers[0] ?? ""),
          found: seen,
        };
  const twice = found.filter(
    (a) => !a.repeats && found.some((b) => b !== a && b.field === a.field && b.rank === a.rank),
  );
  if (twice.length > 0)
    return {
      ok: false,
      code: "COLUMN_AMBIGUOUS",
      headers: [...new Set(twice.map(({ header }) => header))],
      found: seen,
    };
  const byField = new Map<string, { column: number; repeats: boolean }[]>();
  for (const { field, column, repeats } of [...found].sort((a, b) => a.rank - b.rank || a.column - b.column))
    byField.set(field, [...(byField.get(field) ?? []), { column, repeats }]);
  return { ok: true, rowNo: row.rowNo, mapping: { columns, byField } };
};
