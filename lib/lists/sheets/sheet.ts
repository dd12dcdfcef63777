/** What a sheet says in the language of its reader. */
export type SheetWords = {
  readonly locale: string;
  /** A message by its full key. */
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly has: (key: string) => boolean;
  readonly groups: Readonly<Record<number, string>>;
  readonly centers: Readonly<Record<number, string>>;
  /** Day and time in Tehran, in the reader's calendar. */
  readonly dateTime: (at: Date) => string;
  readonly date: (at: Date) => string;
  /** Several words as the language lists them. */
  readonly list: (words: readonly string[]) => string;
};

/**
 * A column of the file. `key` is that of the column on the page, so that what is hidden there is left out here; where a cell
 * of the page says two things, two columns share the key.
 */
export type SheetColumn<Row> = {
  readonly key: string;
  readonly header: string;
  /** The cell as text; "" = empty. Numbers keep Latin digits, so that they can be summed. */
  readonly text: (row: Row) => string;
  /** Names the row, so it cannot be hidden. */
  readonly primary?: true;
};

/** The columns of a file: those the reader has not hidden. */
export const shownColumns = <Row>(
  columns: readonly SheetColumn<Row>[],
  hidden: ReadonlySet<string>,
): SheetColumn<Row>[] => columns.filter(({ key, primary }) => primary || !hidden.has(key));

/** The name of a code, or the code. */
export const named = (names: Readonly<Record<number, string>>, code: number): string =>
  names[code] ?? String(code);

const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+([.,]\d+)?$/;

/**
 * A cell that no spreadsheet takes for a formula: a csv has no types, so what begins like one gets an apostrophe. In an .xlsx
 * every cell is typed as text and needs none.
 */
export const harmless = (text: string): string =>
  FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
