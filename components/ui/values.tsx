import { useLocale } from "next-intl";
import {
  formatBytes,
  formatCode,
  formatDate,
  formatDateTime,
  formatNumber,
  formatPercent,
} from "@/lib/i18n/format";

/** A quantity in the digits of the language. */
export function Num({ value, fraction = 0 }: { value: number; fraction?: number }) {
  return <span className="tk-num">{formatNumber(useLocale(), value, fraction)}</span>;
}

/** A share (0–1) as percent. */
export function Percent({ ratio, fraction = 0 }: { ratio: number; fraction?: number }) {
  return <span className="tk-num">{formatPercent(useLocale(), ratio, fraction)}</span>;
}

/** A number that is a name (year, group, run number): no grouping. */
export function Code({ value }: { value: number | string }) {
  return <span className="tk-num">{formatCode(useLocale(), value)}</span>;
}

/** A size in bytes. */
export function Bytes({ value }: { value: number }) {
  return <span className="tk-num">{formatBytes(useLocale(), value)}</span>;
}

type InstantProps = { at: Date | string | null };

/** A day in Tehran: Jalali in Persian, Gregorian in English; a dash for none. */
export function JalaliDate({ at }: InstantProps) {
  const locale = useLocale();
  if (at === null) return <>—</>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} className="tk-nowrap">
      {formatDate(locale, date)}
    </time>
  );
}

/** Day and time in Tehran; a dash for none. */
export function DateTime({ at }: InstantProps) {
  const locale = useLocale();
  if (at === null) return <>—</>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} className="tk-nowrap">
      {formatDateTime(locale, date)}
    </time>
  );
}
