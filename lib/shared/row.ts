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

/** The largest number a code, load or capacity can be: nine digits fit every integer column. */
const DIGITS_MAX = 9;

/** Collects the values and findings of one row while its fields are read one by one. */
export const readRow = (texts: FieldTexts) => {
  const value: RowValue = {};
  const defaults: RowValue = {};
  const issues: RowIssue[] = [];

  const note = (code: IssueCode, field: string | null, after?: string): void => {
    const text = field === null ? undefined : texts[field];
    issues.push({
      code,
      field,
      ...(text === undefined ? {} : { value: text }),
      ...(after === undefined ? {} : { after }),
    });
  };
  const text = (field: string): string => texts[field] ?? "";
  const isGiven = (field: string): boolean => texts[field] !== undefined;
  const isFilled = (field: string): boolean => text(field) !== "";

  /** A whole number of at most nine digits in the cell, or null; a number form is noted as repaired. */
  const integer = (field: string, from = text(field)): number | null => {
    const read = readInteger(from);
    if (read === null || read.digits.replace(/^-?0*/, "").length > DIGITS_MAX) return null;
    if (read.numberForm) note("NUMBER_FORM", field, read.digits);
    return Number(read.digits);
  };

  /** The code that a cell gives as a number or as one of its names, or null. */
  const coded = (field: string, book: CodeBook, from = text(field)): number | null => {
    const number = integer(field, from);
    if (number !== null) return book.codes.has(number) ? number : null;
    return book.byName.get(compactKey(from)) ?? null;
  };

  return {
    value,
    defaults,
    issues,
    note,
    text,
    isGiven,
    isFilled,
    integer,
    coded,

    /** Free text: blank clears it to "". */
    name: (field: string): void => {
      if (isGiven(field)) value[field] = text(field);
    },

    /** Optional text: blank clears it to null. */
    optional: (field: string): void => {
      if (isGiven(field)) value[field] = text(field) === "" ? null : text(field);
    },

    /** A code the row cannot do without; blank or unknown is the same finding. Source: Domain §5. */
    required: (field: string, book: CodeBook, code: IssueCode): void => {
      const found = isFilled(field) ? coded(field, book) : null;
      if (found === null) note(code, field);
      else value[field] = found;
    },

    /** A code that may be missing: blank clears it, an unknown word is a finding. */
    choice: (field: string, book: CodeBook, code: IssueCode): void => {
      if (!isGiven(field)) return;
      const found = isFilled(field) ? coded(field, book) : null;
      if (found === null && isFilled(field)) note(code, field);
      else value[field] = found;
    },
  };
};
