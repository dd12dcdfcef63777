import { type Result, refuse } from "@/lib/shared/result";

/** Numbers we issue: year code, 373 for girls or 357 for boys, four digits. Source: Domain §6. */
export const ISSUED_PATTERN = /^\d{2}(357|373)\d{4}$/;
/** Numbers that came from a file may have any other middle. Source: Domain §6. */
export const LEGACY_PATTERN = /^\d{9}$/;
/** Sequences run from 1 to this, per year code and gender; the next one is `E_COUNTER_EXHAUSTED`. */
export const SEQUENCE_MAX = 9999;

export type Gender = 0 | 1;
/** کد_جنسیت of the sequence table: the middle of the number. */
export type GenderCode = "373" | "357";
/** Every middle we issue. */
export const GENDER_CODES = ["373", "357"] as const satisfies readonly GenderCode[];

/** Middle of the numbers of a gender: 0 (girls) → 373, 1 (boys) → 357. Source: Domain §6. */
export const genderCodeOf = (gender: Gender): GenderCode => (gender === 0 ? "373" : "357");

export type CounterParts = {
  readonly yearCode: string;
  readonly genderCode: GenderCode;
  readonly sequence: number;
};

/** Whether a text is a year code, two digits; it comes from `academic_years`, never from the clock. Source: Domain §6. */
export const isYearCode = (text: string): boolean => /^\d{2}$/.test(text);

/** Writes a number, nine digits. Throws on a sequence outside 1–9999: that is a bug of the caller, not a refusal. */
export function formatCounter({ yearCode, genderCode, sequence }: CounterParts): string {
  if (!isYearCode(yearCode) || !Number.isInteger(sequence) || sequence < 1 || sequence > SEQUENCE_MAX)
    throw new RangeError(`no counter ${yearCode}/${genderCode}/${sequence}`);
  return `${yearCode}${genderCode}${String(sequence).padStart(4, "0")}`;
}

/** Takes a number of the issued pattern apart; null for any other, also for sequence 0000, which is never issued. */
export function parseCounter(counter: string): CounterParts | null {
  if (!ISSUED_PATTERN.test(counter)) return null;
  const sequence = Number(counter.slice(5));
  if (sequence === 0) return null;
  return { yearCode: counter.slice(0, 2), genderCode: counter.slice(2, 5) as GenderCode, sequence };
}

/** The `count` numbers after `last`, ascending. Refuses with the facts of Contracts §4 when they do not all fit. */
export function nextNumbers(request: {
  readonly yearCode: string;
  readonly gender: Gender;
  readonly last: number;
  readonly count: number;
}): Result<string[], "E_COUNTER_EXHAUSTED"> {
  const { yearCode, gender, last, count } = request;
  const left = SEQUENCE_MAX - last;
  if (count > left) return refuse("E_COUNTER_EXHAUSTED", { gender, needed: count, left });
  const genderCode = genderCodeOf(gender);
  const value = Array.from({ length: count }, (_, i) =>
    formatCounter({ yearCode, genderCode, sequence: last + 1 + i }),
  );
  return { ok: true, value };
}

/** What is odd about a number a student already has; it is kept all the same. Source: Domain §6. */
export type CounterRemark = "W_COUNTER_OLD_YEAR_REUSED" | "E_LEDGER_GENDER_MISMATCH";

/**
 * Remarks on a stored number of a student of this gender in this year: issued for another year, or with the middle of
 * the other gender. A legacy middle (534, 850 …) says nothing about gender. Source: Domain §6.
 */
export function remarksOn(counter: string, gender: Gender, yearCode: string): CounterRemark[] {
  const remarks: CounterRemark[] = [];
  if (counter.slice(0, 2) !== yearCode) remarks.push("W_COUNTER_OLD_YEAR_REUSED");
  const parts = parseCounter(counter);
  if (parts !== null && parts.genderCode !== genderCodeOf(gender)) remarks.push("E_LEDGER_GENDER_MISMATCH");
  return remarks;
}

/** Highest sequence per (year code, gender code) among numbers of the issued pattern; others are passed over. Contracts §4. */
export function highestSequences(counters: Iterable<string>): CounterParts[] {
  const highest = new Map<string, CounterParts>();
  for (const counter of counters) {
    const parts = parseCounter(counter);
    if (parts === null) continue;
    const key = parts.yearCode + parts.genderCode;
    if ((highest.get(key)?.sequence ?? 0) < parts.sequence) highest.set(key, parts);
  }
  return [...highest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, parts]) => parts);
}
