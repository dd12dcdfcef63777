import type { FieldValue, RowIssue, RowValue } from "./row";

/** Old and new of each field that differs. */
type Changes = Readonly<Record<string, readonly [FieldValue, FieldValue]>>;

/** A field that a person changed: who, when, and what stood there before, which a file may still say. */
export type Edit = { readonly by: string; readonly at: string; readonly was: FieldValue };
/** Where a field comes from: the batch of a file, or a person. */
export type Source = { readonly batch: string } | Edit;
/** Sources by field; "*" stands for the fields without one of their own: whoever brought the record. */
export type Sources = Readonly<Record<string, Source>>;

/** Sources as a stored record carries them (`sources`, JSON text); empty where nothing is known. */
export const readSources = (stored: RowValue | null): Sources =>
  typeof stored?.sources === "string" && stored.sources !== "{}"
    ? (JSON.parse(stored.sources) as Sources)
    : {};

/** Whether a person's word stands behind a field. */
export const isEdit = (source: Source | undefined): source is Edit => source !== undefined && "was" in source;

/** Fields that follow from others or that no file owns. */
const NOBODYS: ReadonlySet<string> = new Set(["load", "studentType", "searchKey", "nameKey"]);

/**
 * Sources of a record after a batch has changed fields of it (no stored record: it brings them all), and those it replaced,
 * which taking the batch back restores.
 */
export const sourcesAfter = (
  stored: RowValue | null,
  changes: Changes,
  batchId: string,
): { sources: Sources; replaced: Sources | null } => {
  const source = { batch: batchId };
  if (stored === null) return { sources: { "*": source }, replaced: null };
  const before = readSources(stored);
  const fields = Object.keys(changes).filter((field) => !NOBODYS.has(field));
  const replaced = Object.fromEntries(
    fields.flatMap((field) => (before[field] === undefined ? [] : [[field, before[field]]])),
  );
  const after = { ...before, ...Object.fromEntries(fields.map((field) => [field, source])) };
  return { sources: after, replaced: Object.keys(replaced).length > 0 ? replaced : null };
};

/**
 * Sources after a person changed fields (`was` = what stood there before). The word of a file survives several corrections:
 * what the first one replaced is what a file may say again.
 */
export const sourcesAfterEdit = (
  sources: Sources,
  was: Readonly<Record<string, FieldValue>>,
  { by, at }: Pick<Edit, "by" | "at">,
): Sources => {
  const edits = Object.entries(was).map(([field, value]) => {
    const before = sources[field];
    return [field, { by, at, was: isEdit(before) ? before.was : value }] as const;
  });
  return { ...sources, ...Object.fromEntries(edits) };
};

/** Sources without a person's word on these fields: the next file decides about them again. */
export const sourcesReleased = (sources: Sources, fields: readonly string[]): Sources =>
  Object.fromEntries(
    Object.entries(sources).filter(([field, source]) => !(fields.includes(field) && isEdit(source))),
  );

const same = (a: FieldValue | undefined, b: FieldValue): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b);

/**
 * What a file may say about a record in which a person changed fields: the value the person had replaced, or a blank, does
 * not come back (`EDIT_KEPT`, with what the file says and what stays); another value is news and is taken. Source: Contracts §5.
 */
export const keepEdits = (
  given: RowValue,
  stored: RowValue | null,
): { given: RowValue; issues: readonly RowIssue[] } => {
  if (typeof stored?.sources !== "string" || !stored.sources.includes('"was"')) return { given, issues: [] };
  const kept: RowIssue[] = [];
  const rest = Object.fromEntries(
    Object.entries(given).filter(([field, value]) => {
      const source = readSources(stored)[field];
      if (!isEdit(source) || same(stored[field], value)) return true;
      const blank = value === null || value === "" || (Array.isArray(value) && value.length === 0);
      if (!blank && !same(source.was, value)) return true;
      kept.push({ code: "EDIT_KEPT", field, value: textOf(value), after: textOf(stored[field] ?? null) });
      return false;
    }),
  );
  return { given: rest, issues: kept };
};

const textOf = (value: FieldValue): string =>
  Array.isArray(value) ? value.join(", ") : value === null ? "" : String(value);
