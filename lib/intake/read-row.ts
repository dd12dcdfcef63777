import type { FieldTexts, ParsedRow, RowIssue } from "@/lib/shared/row";
import { compactKey } from "@/lib/shared/text";
import { withIssues } from "./check/rows";
import { COLUMNS, type Kind } from "./columns";
import { KIND_RULES, type Reference } from "./kinds";
import { type NormalRow, normaliseTexts } from "./normalise";

/** What people let values stand for: {field: {text of the file: text it stands for}}. */
export type ValueMap = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The key under which a value is found again, however it was typed. */
export const valueKey = (text: string): string => compactKey(text);

type Mapped = { readonly texts: FieldTexts; readonly issues: readonly RowIssue[] };

/**
 * Puts the chosen text in the place of each value that somebody mapped, and notes it as a repair (`VALUE_MAPPED`) with before
 * and after. Cells of other values stay as they are.
 */
export const mapValues = (texts: FieldTexts, map: ValueMap): Mapped => {
  const issues: RowIssue[] = [];
  let mapped: Record<string, string | undefined> | null = null;
  for (const field of Object.keys(map)) {
    const value = texts[field];
    const after = value === undefined ? undefined : map[field]?.[valueKey(value)];
    if (value === undefined || after === undefined) continue;
    mapped ??= { ...texts };
    mapped[field] = after;
    issues.push({ code: "VALUE_MAPPED", field, value, after });
  }
  return mapped === null ? { texts, issues } : { texts: mapped, issues };
};

/** Reads kept cells of a row again, as the check had read the file: cleaned, mapped, parsed, with all findings. */
export const readKeptRow = (
  raw: unknown,
  { kind, reference, map }: { kind: Kind; reference: Reference; map: ValueMap },
): ParsedRow => {
  const { texts, issues } = normaliseTexts(raw as Record<string, string>, COLUMNS[kind]);
  const mapped = mapValues(texts, map);
  return withIssues(KIND_RULES[kind].parse(mapped.texts, reference), [...issues, ...mapped.issues]);
};

/** The value map a batch carries. */
export const valueMapOf = (batch: { readonly valueMap: unknown }): ValueMap => batch.valueMap as ValueMap;

/** What a person made of a row before its file was read again: cells that read otherwise, or the whole row left out. */
export type KeptEdit = {
  readonly cells: Readonly<Record<string, string>>;
  readonly rejected: boolean;
  readonly editedBy: string | null;
  /** Who has taken the row on. */
  readonly ownerId: string | null;
};

type SheetReading = {
  readonly kind: Kind;
  readonly reference: Reference;
  readonly map: ValueMap;
  readonly edit: KeptEdit | undefined;
};

/** Reads a row of a file with what people made of it: their cells in the place of the file's, mapped values mapped. */
export const readSheetRow = (
  normal: NormalRow,
  { kind, reference, map, edit }: SheetReading,
): { readonly normal: NormalRow; readonly parsed: ParsedRow } => {
  const corrected = edit !== undefined && Object.keys(edit.cells).length > 0;
  const own = corrected ? withCells(normal, kind, edit.cells) : normal;
  const { texts, issues } = mapValues(own.texts, map);
  return {
    normal: own,
    parsed: withIssues(KIND_RULES[kind].parse(texts, reference), [...own.issues, ...issues]),
  };
};

const withCells = (normal: NormalRow, kind: Kind, cells: KeptEdit["cells"]): NormalRow => {
  const raw = { ...normal.raw, ...cells };
  const { texts, issues } = normaliseTexts(raw, COLUMNS[kind]);
  const formulas = normal.issues.filter(
    ({ code, field }) => code === "FORMULA_CELL" && field !== null && cells[field] === undefined,
  );
  return { ...normal, raw, texts, issues: [...formulas, ...issues] };
};
