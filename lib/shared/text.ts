/** What a cleaning step changed; recorded per cell so that a person can see and refuse it. Source: Domain §5. */
export type TextRepair = "DIGITS_FOLDED" | "LETTERS_UNIFIED" | "SPACES_CLEANED" | "MARKS_STRIPPED";

export type Cleaned = { readonly text: string; readonly repairs: readonly TextRepair[] };

/**
 * Needs no work at all: words of printable ASCII and of Persian letters as they should be, one space apart. Nearly every
 * cell is like this, so it is the hot path.
 */
const PLAIN = /^[!-~ء-غفقل-وپچژکگی]+(?: [!-~ء-غفقل-وپچژکگی]+)*$/;
const ODD_SPACES = /[\t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
/** Zero-width and bidi marks and the other control characters: invisible, and U+0000 cannot even be stored. */
const MARKS =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const FOREIGN_DIGITS = /[۰-۹٠-٩０-９]/g;
const FOREIGN_LETTERS = /[يىك]/g;
/** Spaces and half-spaces in a row, in any order: one space if any of them is, else one half-space. */
const GAPS = /[ \u200c]{2,}/g;
const closeGap = (gap: string): string => (gap.includes(" ") ? " " : "\u200c");
const EDGES = /^[ \u200c]+|[ \u200c]+$/g;
const HALF_SPACES = /\u200c/g;
const NO_REPAIRS: readonly TextRepair[] = [];

/** The last hexadecimal digit of every decimal block used here is its value: U+06F4 is 4. */
const foldDigit = (digit: string): string => String(digit.charCodeAt(0) & 0xf);

/** Persian and Arabic digits as Latin ones; everything else stays. */
export const foldDigits = (text: string): string => text.replace(FOREIGN_DIGITS, foldDigit);
const unifyLetter = (letter: string): string => (letter === "ك" ? "ک" : "ی");

const clean = (raw: string, halfSpaces: (text: string) => string): Cleaned => {
  if (PLAIN.test(raw)) return { text: raw, repairs: NO_REPAIRS };
  const unspaced = raw.replace(ODD_SPACES, " ");
  const unmarked = halfSpaces(unspaced.replace(MARKS, "").replace(LONE_SURROGATES, "\ufffd"));
  const digits = foldDigits(unmarked);
  const letters = digits.normalize("NFKC").replace(FOREIGN_LETTERS, unifyLetter);
  // After NFKC, because some compatibility forms (¨) bring a space with them.
  const text = letters.replace(GAPS, closeGap).replace(EDGES, "");
  if (text === raw) return { text, repairs: NO_REPAIRS };
  const repairs: TextRepair[] = [];
  if (unmarked !== unspaced) repairs.push("MARKS_STRIPPED");
  if (digits !== unmarked) repairs.push("DIGITS_FOLDED");
  if (letters !== digits) repairs.push("LETTERS_UNIFIED");
  if (text !== letters || unspaced !== raw) repairs.push("SPACES_CLEANED");
  return { text, repairs };
};

/** Cleans a name or other free text: the half-space stays inside, everything else as Domain §5. Idempotent and total. */
export const cleanText = (raw: string): Cleaned => clean(raw, (text) => text);

/** Cleans an id, number, enum, counter or phone: like a name, and the half-space goes everywhere. Source: Contracts §5. */
export const cleanCode = (raw: string): Cleaned => clean(raw, (text) => text.replace(HALF_SPACES, ""));

const DIACRITICS = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u0300-\u036f]/g;
const ALIKE: Readonly<Record<string, string>> = {
  ة: "ه",
  ۀ: "ه",
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ؤ: "و",
};
const ALIKE_LETTERS = /[ةۀأإآٱؤ]/g;

/** Key under which a text is found again whatever keyboard wrote it: folded, lower-case, words one space apart. */
export const searchKey = (raw: string): string =>
  cleanCode(raw)
    // Before the marks go: lowering some letters (İ) leaves one.
    .text.toLowerCase()
    .replace(ALIKE_LETTERS, (letter) => ALIKE[letter] ?? letter)
    .replace(DIACRITICS, "")
    .replace(GAPS, closeGap)
    .trim();

/** A search key without spaces: «علی رضا», «علی‌رضا» and «عليرضا» are one. For headers, enum words and names that identify. */
export const compactKey = (raw: string): string => searchKey(raw).replace(/ /g, "");

/** Text as it came, only without what PostgreSQL cannot store (U+0000, lone surrogates): for raw cells. */
export const toStorable = (raw: string): string =>
  raw.replace(/\u0000/g, "").replace(LONE_SURROGATES, "\ufffd");

const INTEGER = /^[+-]?\d+$/;
const NUMBER_FORM = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]\+?(\d{1,2}))?$/;

/**
 * The integer a text stands for, digits only (leading zeros kept), or null. `12345.0` and `1.23E9` are read as the
 * integer, and `numberForm` says so. Source: Domain §5.
 */
export const readInteger = (text: string): { digits: string; numberForm: boolean } | null => {
  if (INTEGER.test(text)) return { digits: text.replace("+", ""), numberForm: false };
  const [, sign, whole = "", fraction = "", exponent = "0"] = NUMBER_FORM.exec(text) ?? [];
  if (sign === undefined) return null;
  const shift = Number(exponent);
  const digits = whole + fraction.slice(0, shift).padEnd(shift, "0");
  const rest = fraction.slice(shift);
  if (!/^0*$/.test(rest) || digits.length > 32) return null;
  return { digits: (sign === "-" ? "-" : "") + digits, numberForm: true };
};

/** Order of names by the Persian alphabet, for lists that are ordered here: the collation of a database may be any. Source: ICU. */
export const byPersianName: (a: string, b: string) => number = new Intl.Collator("fa").compare;
