import { useTranslations } from "next-intl";
import css from "./outcome-bar.module.css";

type Props = { placed: number; needsNewMentor: number; eligible: number };

/** How many got a mentor and how many did not: the numbers in words, the bar beside them. */
export function OutcomeBar({ placed, needsNewMentor, eligible }: Props) {
  const t = useTranslations("runs.outcome");
  const share = (part: number) => ({ inlineSize: `${eligible > 0 ? (part / eligible) * 100 : 0}%` });
  return (
    <span className={css.outcome}>
      <span className={css.numbers}>
        <span>{t.rich("placed", { count: placed, total: eligible, b: (c) => <b>{c}</b> })}</span>
        <span>{t.rich("unplaced", { count: needsNewMentor, b: (c) => <b>{c}</b> })}</span>
      </span>
      <span className={css.track} aria-hidden="true">
        <span className={css.placed} style={share(placed)} />
        <span className={css.unplaced} style={share(needsNewMentor)} />
      </span>
    </span>
  );
}
