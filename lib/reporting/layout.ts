import { FIELDS, type FieldName } from "./fields";
import type { Placement } from "./placement";

/** A column is a heading and where its text comes from: a field, a constant, or nothing (always blank). */
export type Column = {
  readonly heading: string;
  readonly field?: FieldName;
  readonly constant?: string;
};

/** What rows are sorted by; `sql.ts` knows each as an expression. */
export type SortKey =
  | "counter"
  | "year_code"
  | "reg_center"
  | "group_code"
  | "school_code_or_999999"
  | "national_id";

/** A layout of an outgoing file is data: a further one needs no code. Source: Domain §8. */
export type Layout = {
  readonly profile: string;
  readonly filePrefix: string;
  readonly formats: readonly ("xlsx" | "csv")[];
  readonly columns: readonly Column[];
  readonly sortKeys: readonly SortKey[];
  /** One sheet of this name, or `null` = `Sheet_001`… of `rowsPerPart` rows. */
  readonly sheetName: string | null;
  /** Rows of one sheet, or of one csv file; null = all in one. */
  readonly rowsPerPart: number | null;
  readonly rightToLeft: boolean;
  /** Name of the manifest; null = that of the file with `.manifest.json`. */
  readonly manifestName: string | null;
};

type Row = (string | null)[];
const nothing = (): null => null;

/** Headings of a layout in order. */
export const headingsOf = (layout: Layout): string[] => layout.columns.map((column) => column.heading);

/** Compiles a layout to the function placement → texts of its columns. */
export const cellsOf = (layout: Layout): ((p: Placement) => Row) => {
  const cells = layout.columns.map(({ field, constant }): ((p: Placement) => string | null) => {
    if (field) return FIELDS[field];
    return constant === undefined ? nothing : () => constant;
  });
  return (p) => cells.map((cell) => cell(p) || null);
};
