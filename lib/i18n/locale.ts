/** The languages of the console. */
export const LOCALES = ["fa", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** Persian is the first language of the console. */
export const DEFAULT_LOCALE: Locale = "fa";
/** Where a browser keeps its language. */
export const LOCALE_COOKIE = "locale";

/** The zone in which people read instants; +03:30 all year. Source: Domain §5. */
export const TIME_ZONE = "Asia/Tehran";

/** The language a cookie asks for, or the default. */
export const parseLocale = (value: string | undefined): Locale => (value === "en" ? "en" : DEFAULT_LOCALE);

/** Writing direction of a language. */
export const directionOf = (locale: string): "rtl" | "ltr" => (locale === "fa" ? "rtl" : "ltr");

/** Calendars a person may read days in, by their names in Unicode. */
export const CALENDARS = ["persian", "gregory"] as const;
export type Calendar = (typeof CALENDARS)[number];
/** Where a browser keeps the calendar somebody chose. */
export const CALENDAR_COOKIE = "calendar";

/** The calendar of a language, for whoever chose none. */
export const calendarOf = (locale: string): Calendar => (locale === "fa" ? "persian" : "gregory");

/** The calendar a cookie asks for, or that of the language. */
export const parseCalendar = (value: string | undefined, locale: string): Calendar =>
  CALENDARS.find((calendar) => calendar === value) ?? calendarOf(locale);
