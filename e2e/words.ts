import fs from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import type { Locale } from "./fixtures";

type Words = { readonly [key: string]: string | Words };
type Values = Readonly<Record<string, string | number>>;

const read = (locale: Locale): Words =>
  JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, `../lib/i18n/${locale}.json`), "utf8"));

/** The languages of the console, for journeys that are told once for both. */
export const LANGUAGES = ["fa", "en"] as const satisfies readonly Locale[];

/** What the console calls something in a language: with values as it says it about them, without them as it is written down. */
export const wordsOf = (locale: Locale): ((key: string, values?: Values) => string) => {
  const all = read(locale);
  const say = createTranslator({ locale, messages: all }) as unknown as (key: string, of: Values) => string;
  return (key, values) => {
    const found = key
      .split(".")
      .reduce<string | Words | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), all);
    if (typeof found !== "string") throw new Error(`no words: ${key}`);
    return values ? say(key, values) : found;
  };
};
