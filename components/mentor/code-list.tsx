import { useLocale, useTranslations } from "next-intl";
import { formatCode, formatList } from "@/lib/i18n/format";

type Props = {
  codes: readonly number[];
  names: Readonly<Record<number, string>>;
  /** How many are named; the rest is counted, with all names in the tooltip. */
  max?: number;
};

/** Codes by their names, in the language's way of listing; a dash for none. */
export function CodeList({ codes, names, max = codes.length }: Props) {
  const t = useTranslations("mentors");
  const locale = useLocale();
  const words = codes.map((code) => names[code] ?? formatCode(locale, code));
  if (words.length === 0) return <>—</>;
  if (words.length <= max) return <>{formatList(locale, words)}</>;
  const rest = t("more", { count: words.length - max });
  return <span title={formatList(locale, words)}>{formatList(locale, [...words.slice(0, max), rest])}</span>;
}
