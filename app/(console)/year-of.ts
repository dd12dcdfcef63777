import { yearOf as yearAt } from "@/lib/student/year-of";

/** The year in the address, else the newest with students, else the present one. */
export const yearOf = (
  asked: string | undefined,
  years: readonly { year: number; students: number }[],
): number => yearAt(asked, { years, now: new Date() });
