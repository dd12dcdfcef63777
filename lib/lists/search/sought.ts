import { compactKey } from "@/lib/shared/text";

/** Work that people call by a short number: «اجرای ۱۲». */
export const NUMBERED = ["runs", "imports", "exports"] as const;
export type Numbered = (typeof NUMBERED)[number];

/** Whether a kind of place is called by a number. */
export const isNumbered = (kind: string): kind is Numbered => (NUMBERED as readonly string[]).includes(kind);

/** As people begin, in both languages; as keys, without spaces, half-spaces and marks. */
const CALLED: Readonly<Record<Numbered, RegExp>> = {
  runs: /^(اجرا|اجرای|run|allocationrun)$/,
  imports: /^(دسته|دستهی|ورود|ورودداده|batch|import|importbatch)$/,
  exports: /^(خروجی|export)$/,
};
const SHORT = /^(.*?)(?:شماره|number|no\.?)?#?(\d{1,9})$/;
/** Fewer letters of a name find too much to be of use. */
const LETTERS_MIN = 2;

export type Sought = {
  /** Work of this short number. */
  readonly work: { readonly kinds: readonly Numbered[]; readonly number: number } | null;
  /** A code of its own, or words enough to look for a name. */
  readonly name: boolean;
  /** Enough to look for a person, who has no code of one digit. */
  readonly person: boolean;
};

/**
 * What somebody may mean by a few letters: a short number alone is any work, after its word (`run 12`, «اجرای ۱۲») that work
 * only. Digits of all keyboards. Nothing to look for = no question.
 */
export const soughtIn = (text: string): Sought => {
  const key = compactKey(text);
  const [, word = "", digits = ""] = SHORT.exec(key) ?? [];
  const kinds = digits === "" ? [] : NUMBERED.filter((kind) => word === "" || CALLED[kind].test(word));
  const person = key.length >= LETTERS_MIN;
  const name = person || /^\d$/.test(key);
  return { work: kinds.length > 0 ? { kinds, number: Number(digits) } : null, name, person };
};
