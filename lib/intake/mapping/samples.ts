import { maskNationalId } from "@/lib/shared/national-id";

const SAMPLES = 3;
const CHARACTERS = 40;
/** Fields that are shown whole although they hold long numbers: codes of the office, not of people. */
const OFFICE_CODES: ReadonlySet<string> = new Set([
  "counter",
  "schoolCode",
  "groupCode",
  "centerCode",
  "groups",
  "code",
]);
/** A national id without its zeros has eight digits, a phone number with its area code up to fourteen. */
const LONG_NUMBER = /[0-9۰-۹٠-٩](?:[ -]?[0-9۰-۹٠-٩]){6,}/g;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const maskNumbers = (text: string): string =>
  text.replace(LONG_NUMBER, (number) => (DAY.test(number) ? number : maskNationalId(number)));

type Row = { readonly cells: readonly (string | undefined)[] };

/**
 * The first three different values of a column, each at most forty characters; in every column whose field may hold them
 * (unknown ones too) national ids and phone numbers are masked. Source: Contracts §5.
 */
export const samplesOf = (
  rows: readonly Row[],
  { column, field }: { readonly column: number; readonly field: string | null },
): string[] => {
  const whole = field !== null && OFFICE_CODES.has(field);
  const samples = new Set<string>();
  for (const { cells } of rows) {
    const text = cells[column]?.trim();
    if (!text) continue;
    samples.add((whole ? text : maskNumbers(text)).slice(0, CHARACTERS));
    if (samples.size === SAMPLES) break;
  }
  return [...samples];
};
