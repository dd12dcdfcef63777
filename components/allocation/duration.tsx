import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "@/lib/i18n/format";

/** How long something took, in the unit that reads best; a dash for unknown. */
export function Duration({ ms }: { ms: number | null }) {
  const t = useTranslations("runs");
  const locale = useLocale();
  if (ms === null) return <>—</>;
  const text =
    ms < 1000
      ? t("milliseconds", { value: formatNumber(locale, ms) })
      : t("seconds", { value: formatNumber(locale, ms / 1000, ms < 10_000 ? 1 : 0) });
  return <span className="tk-num tk-nowrap">{text}</span>;
}
