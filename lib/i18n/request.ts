import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { LOCALE_COOKIE, parseLocale, TIME_ZONE } from "./locale";

const MESSAGES = {
  fa: () => import("./fa.json"),
  en: () => import("./en.json"),
};

/** The language of a request: a cookie, no routing, so an address is the same in both languages. */
export default getRequestConfig(async () => {
  const locale = parseLocale((await cookies()).get(LOCALE_COOKIE)?.value);
  return { locale, timeZone: TIME_ZONE, messages: (await MESSAGES[locale]()).default };
});
