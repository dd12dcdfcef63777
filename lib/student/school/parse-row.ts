import { GENDER_BOOK } from "@/lib/shared/enums";
import type { IssueCode } from "@/lib/shared/issues";
import {
  type CodeBook,
  codeBook,
  type FieldTexts,
  isFilled,
  isGiven,
  note,
  type ParsedRow,
  parsedAs,
  type RowIssue,
  type RowReading,
  type RowValue,
  readRow,
  takeChoice,
  takeName,
  takeOptional,
  textOf,
  wholeNumber,
} from "@/lib/shared/row";
import { compactKey, searchKey } from "@/lib/shared/text";

/** Reads a positive code into the row and returns it; null with the finding noted. */
const readCode = (row: RowReading, field: string, code: IssueCode): number | null => {
  const number = isFilled(row, field) ? wholeNumber(row, field) : null;
  if (number === null || number <= 0) {
    note(row, code, field);
    return null;
  }
  row.value[field] = number;
  return number;
};

const readName = (row: RowReading, field: string): void => {
  takeName(row, field);
  if (isGiven(row, field) && !isFilled(row, field)) note(row, "NAME_MISSING", field);
};

const keyOf = (code: number | null): string | null => (code === null ? null : String(code));

/** Reads a row of the schools' list. A mixed school («مختلط») has no gender. Source: Domain §7. */
export const parseSchool = (texts: FieldTexts): ParsedRow => {
  const row = readRow(texts);
  const code = readCode(row, "code", "SCHOOL_CODE_INVALID");
  readName(row, "name");
  if (compactKey(textOf(row, "gender")) === "مختلط") row.value.gender = null;
  else takeChoice(row, "gender", GENDER_BOOK, "GENDER_UNKNOWN");
  for (const field of ["level", "kind", "district"]) takeOptional(row, field);
  return parsedAs(row, keyOf(code));
};

/** The search key that follows from a school's name. */
export const completeSchool = (record: RowValue): { derived: RowValue; issues: RowIssue[] } => ({
  derived: { searchKey: searchKey(String(record.name ?? "")) },
  issues: [],
});

/** The years a roster may speak of, and the one that was chosen for a file without the column. */
export type RosterReference = { readonly year: number | null; readonly years: ReadonlySet<number> };

/** Reads a row of the special-school roster; its key is `year:code`. A year other than the chosen one is refused. */
export const parseSpecialSchool = (texts: FieldTexts, reference: RosterReference): ParsedRow => {
  const row = readRow(texts);
  const code = readCode(row, "schoolCode", "SCHOOL_CODE_INVALID");
  const year = isFilled(row, "year") ? wholeNumber(row, "year") : reference.year;
  const known = year !== null && reference.years.has(year);
  if (!known || (reference.year !== null && year !== reference.year)) {
    note(row, "YEAR_INVALID", "year");
    return parsedAs(row, null);
  }
  row.value.year = year;
  return parsedAs(row, code === null ? null : `${year}:${code}`);
};

/** Levels of exam groups. Source: Domain §3. */
export const BUCKETS = ["KONKUR", "VOCATIONAL", "SECONDARY2", "SECONDARY1", "PRIMARY"] as const;

const BUCKET_BOOK: CodeBook = codeBook([
  { code: 0, names: ["کنکوری", "کنکوری ها", "KONKUR"] },
  { code: 1, names: ["هنرستان", "VOCATIONAL"] },
  { code: 2, names: ["متوسطه دوم", "متوسطه 2", "SECONDARY2"] },
  { code: 3, names: ["متوسطه اول", "متوسطه 1", "SECONDARY1"] },
  { code: 4, names: ["دبستان", "ابتدایی", "PRIMARY"] },
]);

/** The bucket (level) a word stands for, or null. Source: Domain §3. */
export const bucketOf = (text: string): (typeof BUCKETS)[number] | null => {
  const index = BUCKET_BOOK.byName.get(compactKey(text));
  return index === undefined ? null : (BUCKETS[index] ?? null);
};

/** Reads a row of the groups' crosswalk: name, code, level. Source: Domain §7. */
export const parseGroup = (texts: FieldTexts): ParsedRow => {
  const row = readRow(texts);
  const code = readCode(row, "code", "GROUP_CODE_INVALID");
  readName(row, "name");
  if (isGiven(row, "bucket")) {
    const bucket = bucketOf(textOf(row, "bucket"));
    if (bucket === null) note(row, "LEVEL_UNKNOWN", "bucket");
    else row.value.bucket = bucket;
  }
  return parsedAs(row, keyOf(code));
};

/** A new group needs a level; English names and places in lists are somebody's later choice. */
export const completeGroup = (record: RowValue): { derived: RowValue; issues: RowIssue[] } => ({
  derived: {},
  issues: record.bucket === undefined ? [{ code: "LEVEL_UNKNOWN", field: "bucket" }] : [],
});
