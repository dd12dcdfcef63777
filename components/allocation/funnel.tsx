import { useTranslations } from "next-intl";
import { Num } from "@/components/ui/values";
import type { FunnelStep } from "@/lib/allocation/explain";
import css from "./funnel.module.css";

type Props = {
  /** All mentors; the steps' fallen and the last `left` add up to it. */
  mentors: number;
  steps: readonly FunnelStep[];
};

/** From all mentors to the eligible ones, rule by rule: how many remain, and who fell why. */
export function Funnel({ mentors, steps }: Props) {
  const t = useTranslations("runs");
  return (
    <ol className={css.funnel} aria-label={t("explain.funnel")}>
      <li className={css.step}>
        <span className={css.name}>{t("explain.all")}</span>
        <Left left={mentors} mentors={mentors} />
        <span />
      </li>
      {steps.map((step, i) => (
        <li
          key={step.rule}
          className={`${css.step} ${step.left === 0 ? css.none : i === steps.length - 1 ? css.last : ""}`}
        >
          <span className={css.name}>{t(`rules.${step.rule}` as "rules.0")}</span>
          <Left left={step.left} mentors={mentors} />
          <ul className={css.fallen}>
            {step.fallen.length === 0 && <li>{t("explain.nobodyFell")}</li>}
            {step.fallen.map(({ code, mentors: count }) => (
              <li key={code}>
                {t.rich("explain.fell", { count, why: t(`codes.${code}`), b: (c) => <b>{c}</b> })}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function Left({ left, mentors }: { left: number; mentors: number }) {
  const t = useTranslations("runs.explain");
  return (
    <span className={css.track}>
      <span className={css.bar} aria-hidden="true">
        <span className={css.left} style={{ inlineSize: `${mentors > 0 ? (left / mentors) * 100 : 0}%` }} />
      </span>
      <span className={css.count}>
        <Num value={left} />
        <span className="tk-hidden"> {t("remain")}</span>
      </span>
    </span>
  );
}
