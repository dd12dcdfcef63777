import { headerKey } from "../heading";
import { findProblemColumns } from "../problem-columns";

/** What somebody decided about a column: the `nth` (from 0) with this heading fills `field`; null = it is left aside. */
export type ColumnChoice = {
  /** As `headerKey` reads it: how it was typed does not count. */
  readonly heading: string;
  readonly nth: number;
  readonly field: string | null;
};

/** A column of a file by its place (A = 0) and its heading. */
export type PlacedHeader = { readonly column: number; readonly header: string };

/** A column as choices name it. */
export type NamedHeader = PlacedHeader & { readonly heading: string; readonly nth: number };

/** What a person chose for files with these headings, and when. */
export type Remembered = {
  /** Headings in the order in which they stood then. */
  readonly headings: readonly string[];
  readonly columns: readonly ColumnChoice[];
  readonly at: string;
  readonly byId: string;
  readonly by: string;
};

/** What people chose before, by the set of headings (`headingSet`). */
export type Memory = ReadonlyMap<string, Remembered>;

/** Names the columns of a row of headings, from left to right. */
export const nameColumns = (headers: readonly PlacedHeader[]): NamedHeader[] => {
  const seen = new Map<string, number>();
  return headers.map((one) => {
    const heading = headerKey(one.header) || one.header.trim();
    const nth = seen.get(heading) ?? 0;
    seen.set(heading, nth + 1);
    return { ...one, heading, nth };
  });
};

/** Headings that make a file the one it is: all but those a problem file added, in their order. */
export const headingsOf = (headers: readonly PlacedHeader[]): string[] => {
  const { added, origin } = findProblemColumns(headers.map((one) => ({ ...one, field: null })));
  return nameColumns(headers.filter(({ column }) => column !== origin && !added.includes(column))).map(
    ({ heading }) => heading,
  );
};

/** The same text for the same headings in any order. */
export const headingSet = (headings: readonly string[]): string => [...headings].sort().join("\n");

/**
 * What of a remembered choice holds for a row of headings with the same set. In another order, columns of one heading that
 * were told apart by their place cannot be told apart any more: about those nothing is known.
 */
export const recall = (
  { headings: before, columns }: Remembered,
  headings: readonly string[],
): ColumnChoice[] => {
  if (before.every((heading, i) => heading === headings[i])) return [...columns];
  const isOneOf = (choice: ColumnChoice): boolean => {
    const alike = columns.filter(
      ({ heading, field }) => heading === choice.heading && field === choice.field,
    );
    return alike.length === before.filter((heading) => heading === choice.heading).length;
  };
  return columns.filter(isOneOf);
};
