import type { FieldColumns } from "./columns";
import {
  type ColumnChoice,
  headingSet,
  headingsOf,
  type Memory,
  type Remembered,
  recall,
} from "./mapping/choice";
import {
  type ChosenColumns,
  type Decision,
  decideColumns,
  type MappedColumn,
  type Places,
  type Ranks,
  ranksOf,
} from "./mapping/decide";

/** What the columns of a file are and which of them each field is read from. */
export type Mapping = { readonly columns: readonly MappedColumn[]; readonly byField: Places };

/** What a row of headings comes to. `remembered`: what its uploader had chosen for such a file before decides here. */
export type HeaderReading =
  | {
      readonly ok: true;
      readonly rowNo: number;
      readonly mapping: Mapping;
      readonly remembered: Remembered | null;
    }
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
  readonly remembered: Remembered | null;
};

type HeaderRow = { readonly rowNo: number; readonly cells: readonly (string | undefined)[] };

/** What is known about a file's headings besides the synonyms; the first one given decides alone. */
export type Chosen = {
  /** Columns of this very file, decided by hand; none = what is recognised. */
  readonly columns?: readonly ColumnChoice[] | undefined;
  readonly headings?: ChosenColumns | undefined;
  /** What its uploader had chosen for sets of headings before. */
  readonly memory?: Memory | undefined;
  /** Somebody said that the row is the one of the headings: it is taken as it is, known words or not. */
  readonly said?: boolean | undefined;
};

type Look = { readonly fields: readonly FieldColumns[]; readonly ranks: Ranks; readonly chosen: Chosen };
type Candidate = {
  readonly rowNo: number;
  readonly decision: Decision;
  readonly remembered: Remembered | null;
};

/**
 * Finds the row of headings among the first rows of a sheet (titles above it are passed over): the one that names most
 * fields, or one whose headings somebody mapped before. Refuses without one, without a required column, or when columns claim
 * one field with the same right («کد ثبت نام» may). Source: Domain §7, Contracts §5.
 */
export const findHeader = (
  rows: readonly HeaderRow[],
  fields: readonly FieldColumns[],
  chosen: Chosen = {},
): HeaderReading => {
  const look = { fields, ranks: ranksOf(fields, chosen.headings), chosen };
  let best: Candidate | undefined;
  let most = chosen.said ? -1 : 0;
  for (const row of rows) {
    const candidate = lookAt(row, look);
    if (candidate.remembered !== null) return toReading(candidate, fields);
    if (candidate.decision.byField.size <= most) continue;
    best = candidate;
    most = candidate.decision.byField.size;
  }
  if (best === undefined) return { ok: false, code: "HEADER_NOT_FOUND" };
  const isGuess = !chosen.said && most < 2 && best.decision.missing.length > 0;
  return isGuess ? { ok: false, code: "HEADER_NOT_FOUND" } : toReading(best, fields);
};

const lookAt = ({ rowNo, cells }: HeaderRow, { fields, ranks, chosen }: Look): Candidate => {
  const headers = cells.flatMap((header, column) => (header === undefined ? [] : [{ column, header }]));
  if (chosen.columns !== undefined || chosen.headings !== undefined || !chosen.memory?.size)
    return {
      rowNo,
      decision: decideColumns(headers, fields, { choices: chosen.columns, ranks }),
      remembered: null,
    };
  const headings = headingsOf(headers);
  const remembered = chosen.memory.get(headingSet(headings)) ?? null;
  const choices = remembered === null ? [] : recall(remembered, headings);
  return { rowNo, decision: decideColumns(headers, fields, { choices, ranks }), remembered };
};

const toReading = (
  { rowNo, decision, remembered }: Candidate,
  fields: readonly FieldColumns[],
): HeaderReading => {
  const { columns, byField, missing } = decision;
  const found = { rowNo, columns, missing, remembered };
  if (missing.length > 0)
    return { ok: false, code: "COLUMN_MISSING", headers: namesOf(missing, fields), found };
  const headers = rivalHeadings(decision);
  if (headers.length > 0) return { ok: false, code: "COLUMN_AMBIGUOUS", headers, found };
  return { ok: true, rowNo, mapping: { columns, byField }, remembered };
};

/** Fields in the words of their own headings. */
export const namesOf = (missing: readonly string[], fields: readonly FieldColumns[]): string[] =>
  missing.map((field) => fields.find((one) => one.field === field)?.headers[0] ?? field);

/** Headings of the columns that claim one field with the same right. */
export const rivalHeadings = ({ columns, shared }: Decision): string[] => {
  const rivals = shared.flatMap((one) => one.rivals);
  return [...new Set(columns.flatMap(({ column, header }) => (rivals.includes(column) ? [header] : [])))];
};
