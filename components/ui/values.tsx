import { useLocale } from "next-intl";
import {
  formatBytes,
  formatCode,
  formatDate,
  formatDateTime,
  formatFixed,
  formatFixedPercent,
} from "@/lib/i18n/format";
import { CALENDARS, type Calendar } from "@/lib/i18n/locale";

/** A quantity in the digits of the language; with `fraction`, always so many after the point, so that a column lines up. */
export function Num({ value, fraction = 0 }: { value: number; fraction?: number }) {
  return <span className="tk-num">{formatFixed(useLocale(), value, fraction)}</span>;
}

/** A share (0–1) as percent. */
export function Percent({ ratio, fraction = 0 }: { ratio: number; fraction?: number }) {
  return <span className="tk-num">{formatFixedPercent(useLocale(), ratio, fraction)}</span>;
}

/**
 * A number that is a name (year, group, run number): no grouping; apart, so that a name of the other direction before it does not
 * draw it over. It is copied in Latin digits (`CopyLatin`).
 */
export function Code({ value }: { value: number | string }) {
  return (
    <bdi className="tk-num" data-code="">
      {formatCode(useLocale(), value)}
    </bdi>
  );
}

/** A size in bytes. */
export function Bytes({ value }: { value: number }) {
  return <span className="tk-num">{formatBytes(useLocale(), value)}</span>;
}

type InstantProps = { at: Date | string | null };

type Format = (locale: string, at: Date, calendar: Calendar) => string;

/** Both calendars are in the page and the one that was not chosen is not displayed: switching needs no round trip. */
function Instant({ at, format }: InstantProps & { format: Format }) {
  const locale = useLocale();
  if (at === null) return <>—</>;
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} className="tk-nowrap">
      {CALENDARS.map((calendar) => (
        <span key={calendar} data-calendar={calendar}>
          {format(locale, date, calendar)}
        </span>
      ))}
    </time>
  );
}

/** A day in Tehran in the reader's calendar; a dash for none. */
export function JalaliDate({ at }: InstantProps) {
  return <Instant at={at} format={formatDate} />;
}

/** Day and time in Tehran in the reader's calendar; a dash for none. */
export function DateTime({ at }: InstantProps) {
  return <Instant at={at} format={formatDateTime} />;
}
