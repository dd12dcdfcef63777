import type { FieldTexts, RowIssue } from "@/lib/shared/row";
import { cleanCode, cleanText, toStorable } from "@/lib/shared/text";
import type { FieldColumns } from "./columns";
import type { Mapping } from "./header";

/** A row as it came (`raw`, by field), as it reads once cleaned (`texts`), and where each field stood (`places`). */
export type NormalRow = {
  readonly raw: Readonly<Record<string, string>>;
  readonly texts: FieldTexts;
  readonly places: Readonly<Record<string, number>>;
  readonly issues: readonly RowIssue[];
};

type Cells = { readonly cells: readonly (string | undefined)[]; readonly formulas?: readonly number[] };

const EXCEL_ERROR = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)$/;

type Place = { readonly column: number; readonly repeats: boolean };

const textAt = (row: Cells, { column }: Place): string => row.cells[column] ?? "";
const isFilledAt = (row: Cells, place: Place): boolean => textAt(row, place).trim() !== "";

/** The first filled one of a field's columns; repeated columns must agree. */
const pick = (row: Cells, places: readonly Place[]): { text: string; column: number } => {
  const first = places.find((place) => isFilledAt(row, place));
  if (first === undefined) return { text: "", column: places[0]?.column ?? 0 };
  if (!first.repeats) return { text: textAt(row, first), column: first.column };
  const repeated = places.filter((place) => place.repeats && isFilledAt(row, place));
  const values = [...new Set(repeated.map((place) => cleanCode(textAt(row, place)).text))];
  // Two different numbers in one row: joined, so that the field's own check refuses them and shows both.
  return { text: values.length > 1 ? values.join(" / ") : textAt(row, first), column: first.column };
};

/**
 * Turns the cells of a row into cleaned texts by field; every repair, formula and Excel error is noted. A lower synonym
 * only fills the blanks of a higher one. An Excel error says nothing about its field. Source: Domain §5, Contracts §5.
 */
export const normaliseRow = (row: Cells, fields: readonly FieldColumns[], mapping: Mapping): NormalRow => {
  const raw: Record<string, string> = {};
  const places: Record<string, number> = {};
  const formulas: RowIssue[] = [];
  for (const { field } of fields) {
    const columns = mapping.byField.get(field);
    if (columns === undefined) continue;
    const { text, column } = pick(row, columns);
    raw[field] = toStorable(text);
    places[field] = column;
    if (text !== "" && row.formulas?.includes(column))
      formulas.push({ code: "FORMULA_CELL", field, value: raw[field] });
  }
  const { texts, issues } = normaliseTexts(raw, fields);
  return { raw, texts, places, issues: [...formulas, ...issues] };
};

/** The same cleaning for texts that come from a form: an edited row takes the very way a file takes. */
export const normaliseTexts = (
  raw: Readonly<Record<string, string>>,
  fields: readonly FieldColumns[],
): { texts: FieldTexts; issues: RowIssue[] } => {
  const texts: Record<string, string | undefined> = {};
  const issues: RowIssue[] = [];
  for (const { field, form } of fields) {
    const value = raw[field];
    if (value === undefined) continue;
    const { text, repairs } = form === "code" ? cleanCode(value) : cleanText(value);
    if (EXCEL_ERROR.test(text)) {
      issues.push({ code: "CELL_ERROR", field, value });
      continue;
    }
    for (const code of repairs) issues.push({ code, field, value, after: text });
    texts[field] = text;
  }
  return { texts, issues };
};
