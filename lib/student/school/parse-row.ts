import { GENDER_BOOK } from "@/lib/shared/enums";
import type { IssueCode } from "@/lib/shared/issues";
import {
  type CodeBook,
  codeBook,
  type FieldTexts,
  type ParsedRow,
  type RowIssue,
  type RowValue,
  readRow,
} from "@/lib/shared/row";
import { compactKey, searchKey } from "@/lib/shared/text";

type Reader = ReturnType<typeof readRow>;

/** Reads a positive code into the row and returns it; null with the finding noted. */
const readCode = (row: Reader, field: string, code: IssueCode): number | null => {
  const number = row.isFilled(field) ? row.integer(field) : null;
  if (number === null || number <= 0) {
    row.note(code, field);
    return null;
  }
  row.value[field] = number;
  return number;
};

const readName = (row: Reader, field: string): void => {
  row.name(field);
  if (row.isGiven(field) && !row.isFilled(field)) row.note("NAME_MISSING", field);
};

const keyOf = (code: number | null): string | null => (code === null ? null : String(code));

/** Reads a row of the schools' list. A mixed school («مختلط») has no gender. Source: Domain §7. */
export const parseSchool = (texts: FieldTexts): ParsedRow => {
  const row = readRow(texts);
  const code = readCode(row, "code", "SCHOOL_CODE_INVALID");
  readName(row, "name");
  if (compactKey(row.text("gender")) === "مختلط") row.value.gender = null;
  else row.choice("gender", GENDER_BOOK, "GENDER_UNKNOWN");
  for (const field of ["level", "kind", "district"]) row.optional(field);
  return { key: keyOf(code), value: row.value, defaults: row.defaults, issues: row.issues };
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
  const year = row.isFilled("year") ? row.integer("year") : reference.year;
  const known = year !== null && reference.years.has(year);
  if (!known || (reference.year !== null && year !== reference.year)) {
    row.note("YEAR_INVALID", "year");
    return { key: null, value: row.value, defaults: {}, issues: row.issues };
  }
  row.value.year = year;
  return {
    key: code === null ? null : `${year}:${code}`,
    value: row.value,
    defaults: {},
    issues: row.issues,
  };
};

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
  if (row.isGiven("bucket")) {
    const bucket = bucketOf(row.text("bucket"));
    if (bucket === null) row.note("LEVEL_UNKNOWN", "bucket");
    else row.value.bucket = bucket;
  }
  return { key: keyOf(code), value: row.value, defaults: row.defaults, issues: row.issues };
};
