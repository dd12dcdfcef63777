import { ISSUES, type IssueCode } from "@/lib/shared/issues";
import type { RowIssue } from "@/lib/shared/row";

/** Findings that leave a cell empty in a file; whoever typed it is there to be asked instead. */
const ASKED: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "MOBILE_INVALID",
  "LANDLINE_INVALID",
  "GPA_RANGE",
  "DATE_INVALID",
  "ALIAS_INVALID",
  "GROUP_TOKEN_UNKNOWN",
]);

/** Fields of a form that stand under another name in a file, and where a finding about the whole row is told. */
export type FieldNames = { readonly renamed: Readonly<Record<string, string>>; readonly whole: string };

const isRefused = ({ code }: RowIssue): boolean => ISSUES[code] === "quarantine" || ASKED.has(code);

/** What a form is refused for: the first code of each field, by the form's own names. Empty = it may be stored. */
export const wrongFields = (
  issues: readonly RowIssue[],
  { renamed, whole }: FieldNames,
): Readonly<Record<string, IssueCode>> =>
  Object.fromEntries(
    issues
      .filter(isRefused)
      .map(({ code, field }) => [field === null ? whole : (renamed[field] ?? field), code] as const)
      .reverse(),
  );

export type Warning = { readonly code: IssueCode; readonly field: string | null; readonly value?: string };

/** What whoever saves should know: findings that keep nothing out. Repairs of spelling are no news to a person. */
export const warningsOf = (issues: readonly RowIssue[]): Warning[] =>
  issues
    .filter((issue) => !isRefused(issue) && ISSUES[issue.code] === "warning")
    .map(({ code, field, value }) => (value === undefined ? { code, field } : { code, field, value }));
