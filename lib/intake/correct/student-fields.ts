import type { FieldNames } from "../by-hand/findings";

/** Codes of lists may stand in the audit; names and phones are personal and do not. */
export const TOLD: ReadonlySet<string> = new Set([
  "gender",
  "eduStatus",
  "centerCode",
  "regStatus",
  "groupCode",
  "schoolCode",
]);

/** What a row of students cannot do without. */
export const REQUIRED = ["gender", "eduStatus", "centerCode", "regStatus", "groupCode"] as const;

/** A finding about the whole row is one about its centre. */
export const STUDENT_NAMES: FieldNames = { renamed: {}, whole: "centerCode" };
