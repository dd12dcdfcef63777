const LENGTH = { min: 10, max: 128 };
const DISTINCT_MIN = 5;
/** Fragments of the passwords people try first, in Latin and on a Persian keyboard's Latin layer. */
const COMMON = [
  "password",
  "passw0rd",
  "12345",
  "qwerty",
  "azerty",
  "iloveyou",
  "letmein",
  "welcome",
  "admin123",
  "abc123",
  "asdfgh",
  "takhsis",
  "1qaz2wsx",
  "11111",
  "00000",
  "iran1234",
];

export type PasswordProblem =
  | "password_short"
  | "password_long"
  | "password_simple"
  | "password_common"
  | "password_username";

/** One form for one password whatever keyboard typed it: NFKC, Persian and Arabic digits as Latin ones. */
export const normalisePassword = (password: string): string =>
  password.normalize("NFKC").replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

/**
 * Why a password is refused, or null. Length counts more than kinds of characters: 10–128 characters, at least 5 different
 * ones, not built around a common password or the user name. The words are `ui.invalid.<problem>`.
 */
export const passwordProblem = (password: string, username: string): PasswordProblem | null => {
  const text = normalisePassword(password);
  const folded = text.toLowerCase();
  if ([...text].length < LENGTH.min) return "password_short";
  if (text.length > LENGTH.max) return "password_long";
  if (new Set(folded).size < DISTINCT_MIN) return "password_simple";
  if (username.length >= 3 && folded.includes(username.toLowerCase())) return "password_username";
  return isCommon(folded) ? "password_common" : null;
};

/** A common fragment is harmless inside a long phrase, not when little but digits is left without it. */
const isCommon = (folded: string): boolean => {
  const rest = COMMON.reduce((text, word) => text.replaceAll(word, ""), folded);
  return rest !== folded && rest.replace(/\d/g, "").length < 6;
};
