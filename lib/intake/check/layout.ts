import type { Match } from "../mapping/decide";

/** A column as people are shown it. Files checked long ago have no samples. */
export type LayoutColumn = {
  readonly header: string;
  readonly column: string;
  /** Up to three values, ids and phone numbers masked. */
  readonly samples?: readonly string[];
};

/** What was understood of a file: kept with it and shown to people. Files checked long ago have only the first six. */
export type Layout = {
  readonly sheet: string | null;
  /** Excel's number of the row of headings. */
  readonly headerRow: number;
  readonly columns: readonly (LayoutColumn & { readonly field: string; readonly match?: Match | null })[];
  /** Columns that fill no field: nobody knows them, or (`aside`) somebody left them out. */
  readonly unknown: readonly (LayoutColumn & { readonly aside?: boolean })[];
  /** What its uploader had chosen for the same headings before decided here. */
  readonly remembered?: { readonly at: string; readonly byId: string; readonly by: string };
  /** Required fields without a column: the file was refused. */
  readonly missing?: readonly string[];
  readonly hiddenSheets: readonly string[];
  /** Visible sheets that were left aside. */
  readonly otherSheets: readonly string[];
  /** Rows with something in them above the headings. */
  readonly titleRows?: readonly number[];
  /** Sample rows of a template: left out. */
  readonly sampleRows?: readonly number[];
  /** Ranges of merged cells, the first hundred. */
  readonly merged?: readonly string[];
  /** Columns hidden from people; they are read all the same. */
  readonly hiddenColumns?: readonly string[];
  /** Columns of a problem file that we had added: ignored. */
  readonly problemColumns?: readonly string[];
  /** Columns that hold something, counted from A. */
  readonly width?: number;
  /** Every sheet with the beginning of those that were looked at: what to choose from when the guess was wrong. */
  readonly sheets?: readonly Glimpse[];
};

/** The beginning of a sheet, as much as it takes to recognise the headings. */
export type Glimpse = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly { readonly rowNo: number; readonly cells: readonly string[] }[];
};

const ROWS = 12;
const CELLS = 8;
const CHARACTERS = 40;
/** Ids and phone numbers are not needed for recognising headings, and not everybody may see them. */
const LONG_NUMBER = /[0-9۰-۹٠-٩]{5,}/g;

type Row = { readonly rowNo: number; readonly cells: readonly (string | undefined)[] };

/** The beginning of a sheet: at most twelve rows with eight texts each, long numbers blotted out. */
export const glimpseOf = (
  { name, hidden }: { readonly name: string; readonly hidden: boolean },
  rows: readonly Row[],
): Glimpse => ({
  name,
  hidden,
  rows: rows.slice(0, ROWS).map(({ rowNo, cells }) => ({
    rowNo,
    cells: cells
      .flatMap((cell) => cell ?? [])
      .slice(0, CELLS)
      .map((cell) => cell.slice(0, CHARACTERS).replace(LONG_NUMBER, "•••")),
  })),
});
