import { ISSUES, type IssueCode } from "./issues";
import { compactKey, readInteger } from "./text";

/** Cleaned texts of a row by field: undefined = the file does not speak of it, "" = the cell is blank. */
export type FieldTexts = Readonly<Record<string, string | undefined>>;

export type FieldValue = string | number | boolean | null | readonly number[];
/** Values by field; a field that is absent stays as it is stored. Source: Contracts §5. */
export type RowValue = Record<string, FieldValue>;

/** One finding about a cell: `value` is what stood there, `after` what a repair made of it. */
export type RowIssue = {
  readonly code: IssueCode;
  readonly field: string | null;
  readonly value?: string;
  readonly after?: string;
};

/** What a row says: its natural key where it could be read, its values, values for a new record only, and all findings. */
export type ParsedRow = {
  readonly key: string | null;
  readonly value: RowValue;
  readonly defaults: RowValue;
  readonly issues: readonly RowIssue[];
};

/** Whether a finding keeps its row out. */
export const quarantines = (issues: readonly RowIssue[]): boolean =>
  issues.some(({ code }) => ISSUES[code] === "quarantine");

/** Codes of a list, and the same codes by name; a name that stands for two codes identifies neither. */
export type CodeBook = { readonly codes: ReadonlySet<number>; readonly byName: ReadonlyMap<string, number> };

/** Makes a code book; every entry may have several names. */
export const codeBook = (entries: Iterable<{ code: number; names: readonly string[] }>): CodeBook => {
  const codes = new Set<number>();
  const owners = new Map<string, Set<number>>();
  for (const { code, names } of entries) {
    codes.add(code);
    for (const key of names.map(compactKey).filter((name) => name !== ""))
      owners.set(key, (owners.get(key) ?? new Set()).add(code));
  }
  const single = [...owners].flatMap(([name, of]) =>
    of.size === 1 ? [[name, [...of][0] ?? 0] as const] : [],
  );
  return { codes, byName: new Map(single) };
};

/**
 * A row while its fields are read one by one. Plain data and functions, no object with methods: a file has hundreds of
 * thousands of rows, and a set of closures for each would cost more than the reading.
 */
export type RowReading = {
  readonly texts: FieldTexts;
  readonly value: RowValue;
  readonly defaults: RowValue;
  readonly issues: RowIssue[];
};

/** Starts reading a row. */
export const readRow = (texts: FieldTexts): RowReading => ({ texts, value: {}, defaults: {}, issues: [] });

/** What a row turned out to say. */
export const parsedAs = (row: RowReading, key: string | null): ParsedRow => ({
  key,
  value: row.value,
  defaults: row.defaults,
  issues: row.issues,
});

/** Notes a finding about a field with what stands in its cell. */
export const note = (row: RowReading, code: IssueCode, field: string, after?: string): void => {
  const value = row.texts[field];
  const words = value === undefined ? {} : { value };
  row.issues.push(after === undefined ? { code, field, ...words } : { code, field, ...words, after });
};

/** The cleaned text of a field, "" when blank or absent. */
export const textOf = (row: RowReading, field: string): string => row.texts[field] ?? "";
/** Whether the file speaks of a field at all. */
export const isGiven = (row: RowReading, field: string): boolean => row.texts[field] !== undefined;
/** Whether something stands in the field's cell. */
export const isFilled = (row: RowReading, field: string): boolean => textOf(row, field) !== "";

/** The largest number a code, load or capacity can be: nine digits fit every integer column. */
const DIGITS_MAX = 9;

/** A whole number of at most nine digits, or null; a number form is noted as repaired. */
export const wholeNumber = (row: RowReading, field: string, from = textOf(row, field)): number | null => {
  const read = readInteger(from);
  if (read === null || read.digits.replace(/^-?0*/, "").length > DIGITS_MAX) return null;
  if (read.numberForm) note(row, "NUMBER_FORM", field, read.digits);
  return Number(read.digits);
};

/** The code that a cell gives as a number or as one of its names, or null. */
const codeIn = (row: RowReading, field: string, book: CodeBook): number | null => {
  const number = wholeNumber(row, field);
  if (number !== null) return book.codes.has(number) ? number : null;
  return book.byName.get(compactKey(textOf(row, field))) ?? null;
};

/** Takes free text: blank clears it to "". */
export const takeName = (row: RowReading, field: string): void => {
  if (isGiven(row, field)) row.value[field] = textOf(row, field);
};

/** Takes optional text: blank clears it to null. */
export const takeOptional = (row: RowReading, field: string): void => {
  if (isGiven(row, field)) row.value[field] = isFilled(row, field) ? textOf(row, field) : null;
};

/** Takes a code the row cannot do without; blank or unknown is the same finding. Source: Domain §5. */
export const takeRequired = (row: RowReading, field: string, book: CodeBook, code: IssueCode): void => {
  const found = isFilled(row, field) ? codeIn(row, field, book) : null;
  if (found === null) note(row, code, field);
  else row.value[field] = found;
};

/** Takes a code that may be missing: blank clears it, an unknown word is a finding. */
export const takeChoice = (row: RowReading, field: string, book: CodeBook, code: IssueCode): void => {
  if (!isGiven(row, field)) return;
  const found = isFilled(row, field) ? codeIn(row, field, book) : null;
  if (found === null && isFilled(row, field)) note(row, code, field);
  else row.value[field] = found;
};
