import { genderCodeOf, parseCounter } from "@/lib/counter/number";
import { type ParsedRow, quarantines, type RowIssue, type RowValue } from "@/lib/shared/row";
import { keepEdits } from "@/lib/shared/sources";
import type { Kind } from "./columns";
import { type Changes, diffRecord } from "./diff";
import { KIND_RULES, type Reference } from "./kinds";

export type Diff = "NEW" | "CHANGED" | "UNCHANGED" | "QUARANTINED";

/** A row held against what is stored: what it would do, the record it makes, and all its findings. */
export type Judged = {
  readonly diff: Diff;
  readonly record: RowValue;
  readonly changes: Changes;
  readonly issues: readonly RowIssue[];
  readonly centers: readonly number[];
};

/** What judging needs beside the row: the batch's choices and what is known of other records. */
export type JudgeContext = {
  readonly kind: Kind;
  readonly year: number | null;
  /** Centres of the person who brings the file; empty = all. */
  readonly scope: readonly number[];
  readonly reference: Reference;
  /** Who has a counter, by number: stored students and the ledger. */
  readonly counterOwners: ReadonlyMap<string, string>;
  /** Up to when the file's loads contain our placements; null = not at all. Source: Contracts §1. */
  readonly loadsInclude: Date | null;
};

/**
 * Decides what a parsed row does to its stored record (null = none): new, changed, unchanged, or kept out. The same for
 * a preview, an edited row and the moment of applying. Source: Contracts §5.
 */
export const judgeRow = (parsed: ParsedRow, stored: RowValue | null, context: JudgeContext): Judged => {
  const rules = KIND_RULES[context.kind];
  if (stored !== null && isOlder(stored, context)) return older(parsed, stored, context);
  const base: RowValue = stored ?? parsed.defaults;
  const edits = keepEdits(parsed.value, stored);
  const given = {
    ...(stored === null ? parsed.defaults : {}),
    ...edits.given,
    ...yearOf(parsed, stored, context),
  };
  const record = { ...base, ...given };
  const completion = rules.complete(record, parsed.value, context.reference);
  const next = { ...given, ...completion.derived };
  const load = loadOf(parsed.value, record, stored, context);
  const whole = { ...record, ...completion.derived, ...load };
  const centers = rules.centersOf(whole, context.reference);
  // What is stored about somebody of other centres is told to nobody, not even by the way it differs.
  const held: readonly RowIssue[] = isOutOfScope(centers, stored, context)
    ? [{ code: "CENTER_OUT_OF_SCOPE", field: null }]
    : againstStored(parsed.value, stored, whole, context);
  const found = withoutRepeats(completion.issues, parsed.issues);
  const issues = [...parsed.issues, ...found, ...edits.issues, ...held];
  const changes = stored === null ? {} : diffRecord(stored, { ...next, ...load });
  const diff = quarantines(issues) ? "QUARANTINED" : diffOf(parsed, stored, changes, context);
  return { diff, record: whole, changes: diff === "CHANGED" ? changes : {}, issues, centers: centers ?? [] };
};

const diffOf = (
  parsed: ParsedRow,
  stored: RowValue | null,
  changes: Changes,
  { kind }: JudgeContext,
): Diff => {
  // A counter of somebody who is not stored only moves the sequence on; there is no record it could change.
  if (kind === "counters")
    return stored === null || stored.counter === parsed.value.counter ? "UNCHANGED" : "NEW";
  if (stored === null) return "NEW";
  return Object.keys(changes).length > 0 ? "CHANGED" : "UNCHANGED";
};

/** The year that a stored record of this kind was last told about. */
const storedYear = (stored: RowValue, kind: Kind): number | null => {
  if (kind === "students") return Number(stored.year);
  return kind === "mentors" ? Number(stored.loadYear) : null;
};

const isOlder = (stored: RowValue, { kind, year }: JudgeContext): boolean =>
  year !== null && (storedYear(stored, kind) ?? 0) > year;

/** A file of an older year never overwrites. Source: Contracts §1. */
const older = (parsed: ParsedRow, stored: RowValue, context: JudgeContext): Judged => {
  const issues: RowIssue[] = [...parsed.issues, { code: "OLDER_YEAR", field: null }];
  const centers = KIND_RULES[context.kind].centersOf(stored, context.reference) ?? [];
  return {
    diff: quarantines(issues) ? "QUARANTINED" : "UNCHANGED",
    record: stored,
    changes: {},
    issues,
    centers,
  };
};

/** A student's year is that of the newest file; a mentor's is that of the file that gave the load. Source: Contracts §1. */
const yearOf = (parsed: ParsedRow, stored: RowValue | null, { kind, year }: JudgeContext): RowValue => {
  if (kind === "students") return { year };
  if (kind !== "mentors") return {};
  return stored === null || parsed.value.baseLoad !== undefined ? { loadYear: year } : {};
};

/**
 * The load a mentor ends with: what the file says and our placements of that year that the file does not yet contain.
 * Part of the changes, because it is what people look at. Source: Contracts §1.
 */
const loadOf = (
  given: RowValue,
  record: RowValue,
  stored: RowValue | null,
  { kind, loadsInclude }: JudgeContext,
): RowValue => {
  if (kind !== "mentors") return {};
  if (stored === null) return { load: Number(record.baseLoad) };
  if (given.baseLoad === undefined) return { load: Number(stored.load) };
  const ours = Number(stored.ownOfYear) - (loadsInclude === null ? 0 : Number(stored.countable));
  return { load: Number(given.baseLoad) + ours };
};

const withoutRepeats = (more: readonly RowIssue[], known: readonly RowIssue[]): RowIssue[] =>
  more.filter(({ code }) => !known.some((issue) => issue.code === code));

const againstStored = (
  given: RowValue,
  stored: RowValue | null,
  record: RowValue,
  context: JudgeContext,
): RowIssue[] => {
  if (context.kind === "students")
    return [...counterIssues(given, stored, record, context), ...genderIssues(given, stored)];
  if (context.kind === "mentors") return loadIssues(given, stored, context);
  if (context.kind !== "counters") return [];
  if (stored === null) return [{ code: "STUDENT_NOT_STORED", field: "nationalId" }];
  return counterIssues(given, stored, record, context);
};

/** A stored counter stays, and a number belongs to one person for ever. Source: Domain §6, Contracts §4. */
const counterIssues = (
  given: RowValue,
  stored: RowValue | null,
  record: RowValue,
  { counterOwners }: JudgeContext,
): RowIssue[] => {
  const counter = given.counter;
  if (typeof counter !== "string") return [];
  const had = stored?.counter ?? null;
  if (had !== null)
    return had === counter
      ? []
      : [{ code: "COUNTER_MISMATCH", field: "counter", value: counter, after: String(had) }];
  const owner = counterOwners.get(counter);
  if (owner !== undefined && owner !== given.nationalId)
    return [{ code: "COUNTER_TAKEN", field: "counter", value: counter }];
  const parts = parseCounter(counter);
  const differs = parts !== null && parts.genderCode !== genderCodeOf(record.gender === 0 ? 0 : 1);
  return differs ? [{ code: "COUNTER_GENDER_DIFFERS", field: "counter", value: counter }] : [];
};

/** A gender that would contradict the number a student already has. Source: Contracts §2. */
const genderIssues = (given: RowValue, stored: RowValue | null): RowIssue[] => {
  if (typeof stored?.counter !== "string" || given.gender === undefined || given.gender === stored.gender)
    return [];
  const parts = parseCounter(stored.counter);
  if (parts === null || parts.genderCode === genderCodeOf(given.gender === 0 ? 0 : 1)) return [];
  return [{ code: "E_LEDGER_GENDER_MISMATCH", field: "gender", value: String(given.gender) }];
};

/** A load that rose by at least what we exported may already hold our own placements. Source: Contracts §1. */
const loadIssues = (given: RowValue, stored: RowValue | null, { loadsInclude }: JudgeContext): RowIssue[] => {
  const exported = Number(stored?.exported ?? 0);
  if (loadsInclude !== null || exported === 0 || typeof given.baseLoad !== "number") return [];
  if (given.baseLoad < Number(stored?.baseLoad) + exported) return [];
  return [{ code: "LOAD_MAY_INCLUDE_OURS", field: "baseLoad", value: String(given.baseLoad) }];
};

/** Rows of other centres are kept out, whether they come from one or would leave one. Source: Contracts §6. */
const isOutOfScope = (
  centers: readonly number[] | null,
  stored: RowValue | null,
  { kind, scope, reference }: JudgeContext,
): boolean => {
  if (scope.length === 0 || centers === null) return false;
  // A row that names no centre is no other centre's; only a mentor whom nobody leads belongs to none of one's own.
  if (centers.length === 0 && kind !== "mentors") return false;
  const mine = (list: readonly number[]): boolean =>
    kind === "managers"
      ? list.every((code) => scope.includes(code))
      : list.some((code) => scope.includes(code));
  const before = stored === null ? null : KIND_RULES[kind].centersOf(stored, reference);
  return !mine(centers) || (before !== null && !mine(before));
};
