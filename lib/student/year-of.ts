import { jalaliYear } from "@/lib/shared/calendar";

/** The year an address asks for, else the newest with students, else the present one. */
export const yearOf = (
  asked: string | readonly string[] | undefined,
  { years, now }: { years: readonly { year: number; peopled: boolean }[]; now: Date },
): number => {
  const known = years.find(({ year }) => String(year) === asked);
  const peopled = years.filter(({ peopled }) => peopled).map(({ year }) => year);
  return known?.year ?? (peopled.length > 0 ? Math.max(...peopled) : jalaliYear(now));
};
