import { useLocale, useTranslations } from "next-intl";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import { shownShare } from "./heat-scale";
import css from "./load-bar.module.css";

type Props = {
  load: number;
  capacity: number;
  /** The part of `load` that we placed; drawn full, the rest of it paler. */
  ours?: number;
};

/** How full someone is: the numbers first, the bar as illustration. */
export function LoadBar({ load, capacity, ours = 0 }: Props) {
  const t = useTranslations("ui.load");
  const locale = useLocale();
  const state = load > capacity ? css.over : load === capacity ? css.full : "";
  const share = shownShare(load, capacity);
  const scale = Math.max(load, capacity, 1);
  const percent = (part: number) => `${Math.round((part / scale) * 1000) / 10}%`;
  const numbers = { load: formatNumber(locale, load), capacity: formatNumber(locale, capacity) };
  return (
    <span className={`${css.bar} ${state} ${ours > 0 ? css.split : ""}`}>
      <span className={css.numbers}>
        <span>{t("of", numbers)}</span>
        <span className={css.share}>{share === null ? "—" : formatPercent(locale, share)}</span>
      </span>
      <span className={css.track} aria-hidden="true">
        <span className={css.row}>
          <span className={css.fill} style={{ inlineSize: percent(load - ours) }} />
          <span className={css.ours} style={{ inlineSize: percent(ours) }} />
        </span>
      </span>
    </span>
  );
}
