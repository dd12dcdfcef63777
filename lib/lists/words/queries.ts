import { createTranslator } from "next-intl";
import type { Staff } from "@/lib/auth/permissions";
import { findCalendar } from "@/lib/auth/queries";
import { formatDateTime, formatShortDate } from "@/lib/i18n/format";
import { type Locale, parseCalendar } from "@/lib/i18n/locale";
import { toNames } from "@/lib/student/names";
import { listCenters, listGroups } from "@/lib/student/queries";
import type { SheetWords } from "../sheets/sheet";

const MESSAGES = {
  fa: () => import("@/lib/i18n/fa.json"),
  en: () => import("@/lib/i18n/en.json"),
};

type Translate = {
  (key: string, values?: Readonly<Record<string, unknown>>): string;
  has: (key: string) => boolean;
};

/** The words of a sheet in a language; days in the calendar its reader chose, else in that asked for, else in that of the language. */
export const sheetWords = async (
  staff: Staff,
  { locale, calendar: asked }: { locale: Locale; calendar: string | undefined },
): Promise<SheetWords> => {
  const [messages, chosen, centers, groups] = await Promise.all([
    MESSAGES[locale](),
    findCalendar(staff),
    listCenters(staff),
    listGroups(staff),
  ]);
  const t = createTranslator({ locale, messages: messages.default }) as unknown as Translate;
  const calendar = parseCalendar(chosen ?? asked, locale);
  const list = new Intl.ListFormat(locale);
  return {
    locale,
    t,
    has: t.has,
    ...toNames(locale, { centers, groups }),
    dateTime: (at) => formatDateTime(locale, at, calendar),
    date: (at) => formatShortDate(locale, at, calendar),
    list: (words) => list.format(words),
  };
};
