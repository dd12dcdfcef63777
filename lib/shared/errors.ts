/**
 * Every refusal the product can utter: code → HTTP status. The words are `errors.<CODE>` in `lib/i18n/{fa,en}.json`
 * (a unit test holds both in step); `guard.ts`, REST and the command line all answer from this one table.
 */
export const ERRORS = {
  // access
  UNAUTHENTICATED: 401,
  SESSION_EXPIRED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  ORIGIN_REFUSED: 403,
  LOGIN_FAILED: 401,
  LOGIN_LOCKED: 429,
  RATE_LIMITED: 429,
  PASSWORD_WEAK: 422,
  PASSWORD_WRONG: 422,
  USER_EXISTS: 409,
  LAST_ADMIN: 409,
  SETUP_DONE: 409,
  SETUP_CODE_WRONG: 403,
  // requests
  INVALID_INPUT: 422,
  IDEMPOTENCY_CONFLICT: 409,
  STALE_VERSION: 409,
  CENTER_OUT_OF_SCOPE: 403,
  YEAR_CODE_USED: 409,
  YEAR_UNKNOWN: 422,
  VIEW_NAME_USED: 409,
  // files
  FILE_EMPTY: 422,
  FILE_TYPE: 415,
  FILE_ENCRYPTED: 422,
  FILE_DAMAGED: 422,
  FILE_TOO_LARGE: 413,
  FILE_BOMB: 422,
  FILE_MACROS: 422,
  FILE_EXTERNAL_LINKS: 422,
  CELL_TOO_LARGE: 422,
  PARSE_LIMIT: 422,
  TOO_MANY_ROWS: 422,
  TOO_MANY_COLUMNS: 422,
  HEADER_NOT_FOUND: 422,
  COLUMN_MISSING: 422,
  COLUMN_AMBIGUOUS: 422,
  ENCODING: 422,
  // import
  BATCH_LOCKED: 409,
  NEEDS_REVIEW: 409,
  ALL_OR_NOTHING: 409,
  MASS_CHANGE: 409,
  SECOND_PERSON: 409,
  // allocation
  RUN_NO_STUDENTS: 409,
  DRAIN_NOBODY: 409,
  RUN_NO_MENTORS: 409,
  RUN_NO_CENTERS: 409,
  RUN_ACTIVE: 409,
  RUN_STATE: 409,
  RUN_EXPORTED: 409,
  PLAN_STALE: 409,
  CERTIFICATE_INVALID: 422,
  CAPACITY_FULL: 409,
  STUDENT_STATE: 409,
  SAME_MENTOR: 409,
  RULES_FAILED: 409,
  PINNED: 409,
  MENTOR_PLACEHOLDER: 409,
  MENTOR_INACTIVE: 409,
  NOT_ACCEPTING: 409,
  LOAD_OTHER_YEAR: 409,
  // counter
  E_INVALID_NID: 422,
  E_INVALID_GENDER: 422,
  E_YEAR_CODE_INVALID: 422,
  E_DB_CONFLICT: 409,
  E_COUNTER_EXHAUSTED: 409,
  E_COUNTER_PATTERN_INVALID: 422,
  E_LEDGER_GENDER_MISMATCH: 409,
  // export
  EXPORT_VALIDATION_ERROR: 422,
  EXPORT_EMPTY: 409,
  EXPORT_PROFILE_UNKNOWN: 422,
  EXPORT_CENTER_INVALID: 422,
  EXPORT_IO_ERROR: 500,
  EXPORT_EXPIRED: 410,
  // operation
  DB_UNAVAILABLE: 503,
  DEMO_NOT_EMPTY: 409,
  DB_NOT_EMPTY: 409,
  DB_INCONSISTENT: 409,
  BACKUP_DAMAGED: 422,
  BACKUP_SCHEMA: 409,
  INTERNAL: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERRORS;

/** Thrown where the world is broken or a write has already happened; carries a code of `ERRORS` to the edge. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: ErrorCode,
    details: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(code, options);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}
