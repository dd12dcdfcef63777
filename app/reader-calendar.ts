import { cookies } from "next/headers";
import { getLocale } from "next-intl/server";
import { currentSession } from "@/lib/auth/guard";
import { CALENDAR_COOKIE, type Calendar, parseCalendar } from "@/lib/i18n/locale";

/** The calendar of whoever reads this page: what they chose on any device, else in this browser, else that of the language. */
export const readerCalendar = async (): Promise<Calendar> => {
  // Without a database the page says so; the frame around that message stands all the same.
  const [session, jar, locale] = await Promise.all([
    currentSession().catch(() => null),
    cookies(),
    getLocale(),
  ]);
  return parseCalendar(session?.calendar ?? jar.get(CALENDAR_COOKIE)?.value, locale);
};
