import { jalaliYear } from "@/lib/shared/calendar";

/** The year in the address, else the newest with students, else the present one. */
export const yearOf = (
  asked: string | undefined,
  years: readonly { year: number; students: number }[],
): number => {
  const known = years.find(({ year }) => String(year) === asked);
  const peopled = years.filter(({ students }) => students > 0).map(({ year }) => year);
  return known?.year ?? (peopled.length > 0 ? Math.max(...peopled) : jalaliYear(new Date()));
};
