import { headerKey } from "./heading";

/** Columns that a problem file adds to the uploader's own, in this order. */
export const PROBLEM_HEADINGS = {
  fa: ["وضعیت", "کد خطا", "توضیح", "پیشنهاد"],
  en: ["Status", "Error code", "Explanation", "Suggestion"],
} as const;
/** Heading of the hidden column that says which row of the uploader's file a row is. */
export const ORIGIN_HEADING = "takhsis-row";

const KEYS: ReadonlySet<string> = new Set([...PROBLEM_HEADINGS.fa, ...PROBLEM_HEADINGS.en].map(headerKey));
const ORIGIN_KEY = headerKey(ORIGIN_HEADING);

type Column = { readonly column: number; readonly header: string; readonly field: string | null };

/** The columns a problem file added, found again; `origin` is null where somebody deleted that column. */
export type ProblemColumns = { readonly added: readonly number[]; readonly origin: number | null };

/**
 * Our own columns among those of a file: they are ignored, not unknown. Only all four together are ours; a file of somebody
 * else may well have a column «توضیح».
 */
export const findProblemColumns = (columns: readonly Column[]): ProblemColumns => {
  const nobodys = columns.filter(({ field }) => field === null);
  const found = nobodys.filter(({ header }) => KEYS.has(headerKey(header)));
  const origin = nobodys.find(({ header }) => headerKey(header) === ORIGIN_KEY)?.column ?? null;
  const words = new Set(found.map(({ header }) => headerKey(header)));
  return { added: words.size >= PROBLEM_HEADINGS.fa.length ? found.map(({ column }) => column) : [], origin };
};

const ORIGIN = /^([0-9a-f]{16}):(\d{1,7})$/;

/** Where a row comes from: the beginning of its file's sha256 and Excel's row number. */
export const originOf = (sha256: string, rowNo: number): string => `${sha256.slice(0, 16)}:${rowNo}`;

/** A cell of the hidden column; null when it is not one of ours. */
export const readOrigin = (cell: string | undefined): string | null =>
  cell && ORIGIN.test(cell) ? cell : null;
