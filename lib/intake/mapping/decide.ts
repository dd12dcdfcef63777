import type { FieldColumns } from "../columns";
import { headerKey, readings, sidesOf } from "../heading";
import { type ColumnChoice, nameColumns, type PlacedHeader } from "./choice";

/**
 * How sure a column's field is: its heading is the field's own name, another known name, only a part of the heading is a
 * known name, or somebody chose it by hand.
 */
export const MATCHES = ["exact", "synonym", "part", "chosen"] as const;
export type Match = (typeof MATCHES)[number];

/** One column of a file: where it is, what it is called, and what field it fills and why (null = none). */
export type MappedColumn = PlacedHeader & { readonly field: string | null; readonly match: Match | null };

/** Headings named in advance: heading text → field, null = left aside. They win over the synonyms. */
export type ChosenColumns = Readonly<Record<string, string | null>>;

/** Columns of each field in the order in which they are asked, and what may hold the same thing twice. */
export type Places = ReadonlyMap<string, readonly { readonly column: number; readonly repeats: boolean }[]>;

/** Several columns (A = 0) of one field in the order in which they are asked; `rivals` claim it with the same right. */
export type SharedField = {
  readonly field: string;
  readonly columns: readonly number[];
  readonly rivals: readonly number[];
};

/** What the columns of a file come to. */
export type Decision = {
  readonly columns: readonly MappedColumn[];
  readonly byField: Places;
  /** Required fields without a column. */
  readonly missing: readonly string[];
  readonly shared: readonly SharedField[];
};

type Rank = { readonly field: string | null; readonly rank: number; readonly repeats: boolean };
/** What each known heading stands for. */
export type Ranks = ReadonlyMap<string, Rank>;

/** Known headings of a kind by key, with those that were named in advance before them. */
export const ranksOf = (fields: readonly FieldColumns[], chosen: ChosenColumns = {}): Ranks => {
  const ranks = new Map<string, Rank>();
  for (const { field, headers, repeats } of fields)
    headers.forEach((header, rank) => {
      ranks.set(headerKey(header), { field, rank, repeats: repeats !== undefined && repeats === header });
    });
  for (const [header, field] of Object.entries(chosen))
    ranks.set(headerKey(header), { field, rank: -1, repeats: false });
  return ranks;
};

type Found = Rank & { readonly match: Match | null };
const NOBODYS: Found = { field: null, rank: 0, repeats: false, match: null };

const matchOf = (header: string, key: string, rank: number): Match => {
  if (rank < 0) return "chosen";
  if (!sidesOf(header).some((side) => headerKey(side) === key)) return "part";
  return rank === 0 ? "exact" : "synonym";
};

const recognise = (header: string, ranks: Ranks): Found => {
  for (const key of readings(header)) {
    const rank = ranks.get(key);
    if (rank !== undefined) return { ...rank, match: matchOf(header, key, rank.rank) };
  }
  return NOBODYS;
};

type Filling = PlacedHeader & Found & { readonly field: string };

/** Decides about the columns of a row of headings: choices first, then what is known about their headings. */
export const decideColumns = (
  headers: readonly PlacedHeader[],
  fields: readonly FieldColumns[],
  { choices = [], ranks = ranksOf(fields) }: { choices?: readonly ColumnChoice[]; ranks?: Ranks } = {},
): Decision => {
  const found = nameColumns(headers).map(({ column, header, heading, nth }) => {
    const choice = choices.find((one) => one.heading === heading && one.nth === nth);
    const known: Found =
      choice === undefined
        ? recognise(header, ranks)
        : { field: choice.field, rank: -1, repeats: false, match: "chosen" };
    return { column, header, ...known };
  });
  const filling = found.flatMap((one): Filling[] =>
    one.field === null ? [] : [{ ...one, field: one.field }],
  );
  filling.sort((a, b) => a.rank - b.rank || a.column - b.column);
  const byField = new Map<string, Filling[]>();
  for (const one of filling) byField.set(one.field, [...(byField.get(one.field) ?? []), one]);
  const missing = fields.filter((one) => one.required && !byField.has(one.field));
  return {
    columns: found.map(({ column, header, field, match }) => ({ column, header, field, match })),
    byField: new Map([...byField].map(([field, all]) => [field, all.map(placeOf)])),
    missing: missing.map(({ field }) => field),
    shared: [...byField].flatMap(([field, all]) => toShared(field, all) ?? []),
  };
};

const placeOf = ({ column, repeats }: Filling) => ({ column, repeats });

const toShared = (field: string, all: readonly Filling[]): SharedField | null => {
  if (all.length < 2 || all.every(({ repeats }) => repeats)) return null;
  const rivals = all.filter(
    (one) => !one.repeats && all.some((other) => other !== one && other.rank === one.rank),
  );
  return { field, columns: all.map(({ column }) => column), rivals: rivals.map(({ column }) => column) };
};
