import type { Staff } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listYears, type Year } from "@/lib/student/queries";
import { yearOf as yearAt } from "@/lib/student/year-of";

/** The year in the address, else the newest with students, else the present one. */
export const yearOf = (asked: string | readonly string[] | undefined, years: readonly Year[]): number =>
  yearAt(asked, { years, now: new Date() });

/** What a form offers as years, and the one it opens with. */
export const readYearChoices = async (staff: Staff, locale: string) => {
  const years = await listYears(staff);
  return {
    years: years.map(({ year }) => ({ value: String(year), label: formatCode(locale, year) })),
    year: String(yearOf(undefined, years)),
  };
};
