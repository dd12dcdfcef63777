import { type ColumnChoice, nameColumns, type PlacedHeader } from "./choice";
import type { Match } from "./decide";

/** Fields of columns by Excel's letters; null = left aside. */
export type ColumnFields = Readonly<Record<string, string | null>>;

/** The place of a column (A = 0) by its Excel letters. */
export const columnIndex = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

type Shown = { readonly column: string; readonly header: string; readonly samples?: readonly string[] };
type Columns = {
  readonly columns: readonly (Shown & { readonly field: string; readonly match?: Match | null })[];
  readonly unknown: readonly (Shown & { readonly aside?: boolean })[];
};
/** A column of a checked file with what became of it; null = it is not read. */
export type ReadColumn = Shown & { readonly field: string | null; readonly match: Match | null };

/** The columns of a file as the check kept them, from left to right; none before the check. */
export const columnsIn = (layout: Columns | null): ReadColumn[] => {
  const known = (layout?.columns ?? []).map((one) => ({ ...one, match: one.match ?? null }));
  const unread = (layout?.unknown ?? []).map(({ aside, ...one }): ReadColumn => {
    return { ...one, field: null, match: aside ? "chosen" : null };
  });
  return [...known, ...unread].sort((a, b) => columnIndex(a.column) - columnIndex(b.column));
};

/** Places and headings of the columns that the check kept. */
export const headersOf = (layout: Columns): PlacedHeader[] =>
  columnsIn(layout).map(({ column, header }) => ({ column: columnIndex(column), header }));

/** Decisions by letter as they are kept: by heading, so that they find their columns in any order. Null: no such column. */
export const toChoices = (headers: readonly PlacedHeader[], fields: ColumnFields): ColumnChoice[] | null => {
  const named = new Map(nameColumns(headers).map((one) => [one.column, one]));
  const choices = Object.entries(fields).flatMap(([letters, field]): ColumnChoice[] => {
    const one = named.get(columnIndex(letters));
    return one === undefined ? [] : [{ heading: one.heading, nth: one.nth, field }];
  });
  return choices.length === Object.keys(fields).length ? choices : null;
};

const lineOf = ({ heading, nth, field }: ColumnChoice): string => JSON.stringify([heading, nth, field]);

/** Whether two lists decide the same, in whatever order. */
export const areSame = (a: readonly ColumnChoice[], b: readonly ColumnChoice[]): boolean =>
  a.map(lineOf).sort().join() === b.map(lineOf).sort().join();
