/**
 * Every code a row of an imported file can carry → what it does to the row: `quarantine` keeps it out until someone
 * fixes it, a `warning` is shown and the row is taken, a `repair` says what was cleaned. The words are
 * `issues.<CODE>` in `lib/i18n/{fa,en}.json`. Codes of whole files are refusals (`errors.ts`). Source: Domain §5.
 */
export const ISSUES = {
  // students
  NID_MISSING: "quarantine",
  NID_FORMAT: "quarantine",
  NID_CHECKSUM: "quarantine",
  NID_DUPLICATE: "quarantine",
  GENDER_UNKNOWN: "quarantine",
  EDU_STATUS_UNKNOWN: "quarantine",
  REG_CENTER_UNKNOWN: "quarantine",
  REG_STATUS_UNKNOWN: "quarantine",
  GROUP_UNKNOWN: "quarantine",
  STUDENT_TYPE_UNKNOWN: "quarantine",
  SCHOOL_CODE_INVALID: "quarantine",
  COUNTER_INVALID: "quarantine",
  COUNTER_TAKEN: "quarantine",
  COUNTER_MISMATCH: "quarantine",
  E_LEDGER_GENDER_MISMATCH: "quarantine",
  CENTER_OUT_OF_SCOPE: "quarantine",
  // mentors
  MENTOR_ID_MISSING: "quarantine",
  MENTOR_ID_INVALID: "quarantine",
  MENTOR_ID_DUPLICATE: "quarantine",
  MENTOR_TYPE_UNKNOWN: "quarantine",
  GROUPS_EMPTY: "quarantine",
  SCHOOLS_MISSING: "quarantine",
  SCHOOLS_TOO_MANY: "quarantine",
  CAPACITY_INVALID: "quarantine",
  LOAD_INVALID: "quarantine",
  MANAGER_UNKNOWN: "quarantine",
  MANAGER_AMBIGUOUS: "quarantine",
  YES_NO_UNKNOWN: "quarantine",
  // managers, schools, rosters, groups
  MANAGER_ID_INVALID: "quarantine",
  MANAGER_ID_DUPLICATE: "quarantine",
  CENTERS_UNKNOWN: "quarantine",
  SCHOOL_CODE_DUPLICATE: "quarantine",
  GROUP_CODE_INVALID: "quarantine",
  GROUP_DUPLICATE: "quarantine",
  NAME_MISSING: "quarantine",
  YEAR_INVALID: "quarantine",
  LEVEL_UNKNOWN: "quarantine",
  // the row is taken
  MOBILE_INVALID: "warning",
  LANDLINE_INVALID: "warning",
  GPA_RANGE: "warning",
  DATE_INVALID: "warning",
  SCHOOL_UNKNOWN: "warning",
  GROUP_TOKEN_UNKNOWN: "warning",
  ALIAS_INVALID: "warning",
  LOAD_ABOVE_CAPACITY: "warning",
  LOAD_MAY_INCLUDE_OURS: "warning",
  MENTOR_PLACEHOLDER: "warning",
  MANAGER_NAME_DIFFERS: "warning",
  SCHOOLS_UNUSED: "warning",
  STUDENT_TYPE_OVERRIDDEN: "warning",
  STUDENT_NOT_STORED: "warning",
  COUNTER_GENDER_DIFFERS: "warning",
  OLDER_YEAR: "warning",
  EDIT_KEPT: "warning",
  FORMULA_CELL: "warning",
  CELL_ERROR: "warning",
  // what was cleaned
  DIGITS_FOLDED: "repair",
  LETTERS_UNIFIED: "repair",
  SPACES_CLEANED: "repair",
  MARKS_STRIPPED: "repair",
  ZEROS_RESTORED: "repair",
  NUMBER_FORM: "repair",
  PHONE_PREFIX: "repair",
  GUARDIAN_PHONE_MOVED: "repair",
  VALUE_MAPPED: "repair",
} as const satisfies Record<string, "quarantine" | "warning" | "repair">;

export type IssueCode = keyof typeof ISSUES;
export type Severity = (typeof ISSUES)[IssueCode];

/** Whether a text is one of our codes; issue rows come back from the database as plain text. */
export const isIssueCode = (text: string): text is IssueCode => Object.hasOwn(ISSUES, text);
