import type { Locale } from "@/lib/i18n/locale";
import { terminalLanguage } from "../boot/text.mjs";

/** Finds words by their whole key (`cli.db.up`) and fills in values; numbers in the digits of the language. */
export type Words = {
  locale: Locale;
  t: (key: string, values?: Readonly<Record<string, unknown>>) => string;
  has: (key: string) => boolean;
};

const MESSAGES = {
  fa: () => import("@/lib/i18n/fa.json"),
  en: () => import("@/lib/i18n/en.json"),
};

/** `--lang`, else the language of the terminal (LANG). */
export const languageOf = (asked: string | undefined): Locale =>
  asked === "fa" || asked === "en" ? asked : terminalLanguage === "fa" ? "fa" : "en";

type Translate = ((key: string, values?: Readonly<Record<string, unknown>>) => string) & {
  has: (key: string) => boolean;
};

/** Loads the words of one language. */
export const loadWords = async (locale: Locale): Promise<Words> => {
  const [{ createTranslator }, messages] = await Promise.all([import("next-intl"), MESSAGES[locale]()]);
  const t = createTranslator({ locale, messages: messages.default }) as unknown as Translate;
  return { locale, t: (key, values) => t(key, values), has: (key) => t.has(key) };
};
