import { AppError } from "@/lib/shared/errors";

const MB = 1024 * 1024;

/** How large a file may be before it is refused. Source: Contracts §5. */
export const LIMITS = {
  fileBytes: 50 * MB,
  requestBytes: 100 * MB,
  filesPerBatch: 50,
  rows: 200_000,
  columns: 512,
  zipEntries: 200,
  /** Inflated ÷ packed, per part. */
  zipRatio: 100,
  sheetBytes: 1024 * MB,
  /** All parts of a workbook but its sheets, together. */
  otherBytes: 200 * MB,
  cellCharacters: 32_767,
  /** How long the process that parses a file may work without handing on a row; its heap is `PARSE_HEAP_MB`. */
  parseSilenceMs: 60_000,
} as const;

/** Refusals of a whole file; the words are `errors.<CODE>`. Source: Domain §5, Contracts §4. */
export type FileCode =
  | "FILE_EMPTY"
  | "FILE_TYPE"
  | "FILE_ENCRYPTED"
  | "FILE_DAMAGED"
  | "FILE_TOO_LARGE"
  | "FILE_BOMB"
  | "FILE_MACROS"
  | "FILE_EXTERNAL_LINKS"
  | "CELL_TOO_LARGE"
  | "PARSE_LIMIT"
  | "TOO_MANY_ROWS"
  | "TOO_MANY_COLUMNS"
  | "HEADER_NOT_FOUND"
  | "COLUMN_MISSING"
  | "COLUMN_AMBIGUOUS"
  | "ENCODING";

/** A refusal of a file. It is thrown, because most of them are found in the middle of a stream. */
export const fileError = (code: FileCode, details: Record<string, unknown> = {}, cause?: unknown): AppError =>
  new AppError(code, details, cause === undefined ? undefined : { cause });
