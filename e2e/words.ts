import fs from "node:fs";
import path from "node:path";
import type { Locale } from "./fixtures";

type Words = { readonly [key: string]: string | Words };

const read = (locale: Locale): Words =>
  JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, `../lib/i18n/${locale}.json`), "utf8"));

/** What the console calls something in a language, so that a journey is told once for both. Plain messages only. */
export const wordsOf = (locale: Locale): ((key: string) => string) => {
  const all = read(locale);
  return (key) => {
    const found = key
      .split(".")
      .reduce<string | Words | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), all);
    if (typeof found !== "string") throw new Error(`no words: ${key}`);
    return found;
  };
};
