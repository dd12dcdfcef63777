import { useLocale, useTranslations } from "next-intl";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import css from "./load-histogram.module.css";

export type LoadChange = { capacity: number; before: number; after: number };

const STEPS = [0.2, 0.4, 0.6, 0.8, 1] as const;

/** Index of the step an occupancy falls in: below each bound of `STEPS`, exactly full, above. Without capacity and load: 0. */
const stepOf = (load: number, capacity: number): number => {
  if (load > capacity) return STEPS.length + 1;
  if (capacity > 0 && load === capacity) return STEPS.length;
  const step = STEPS.findIndex((bound) => load < bound * capacity);
  return Math.max(step, 0);
};

/** How many mentors are how full, before and after a plan. Empty edges of the scale are drawn too: their emptiness is the news. */
export function LoadHistogram({ mentors }: { mentors: readonly LoadChange[] }) {
  const t = useTranslations("runs.loads");
  const locale = useLocale();
  const labels = stepLabels(locale, t);
  const before = count(mentors, (m) => stepOf(m.before, m.capacity));
  const after = count(mentors, (m) => stepOf(m.after, m.capacity));
  const highest = Math.max(1, ...before, ...after);
  const height = (n: number) => ({ blockSize: `${(n / highest) * 86}%` });
  return (
    <figure className={css.chart}>
      <div className={css.plot} aria-hidden="true">
        {labels.map((label, i) => (
          <div key={label} className={`${css.step} ${i > STEPS.length ? css.over : ""}`}>
            <div className={`${css.bar} ${css.before}`} style={height(before[i] ?? 0)}>
              <span>{before[i] ? formatNumber(locale, before[i]) : ""}</span>
            </div>
            <div className={`${css.bar} ${css.after}`} style={height(after[i] ?? 0)}>
              <span>{after[i] ? formatNumber(locale, after[i]) : ""}</span>
            </div>
          </div>
        ))}
      </div>
      <div className={css.axis} aria-hidden="true">
        {labels.map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
      <figcaption className={css.legend}>
        <span>
          <i className={`${css.swatch} ${css.before}`} /> {t("before")}
        </span>
        <span>
          <i className={`${css.swatch} ${css.after}`} /> {t("after")}
        </span>
        <span>{t("axis")}</span>
      </figcaption>
      <table className="tk-hidden">
        <caption>{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("occupancy")}</th>
            <th scope="col">{t("before")}</th>
            <th scope="col">{t("after")}</th>
          </tr>
        </thead>
        <tbody>
          {labels.map((label, i) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{formatNumber(locale, before[i] ?? 0)}</td>
              <td>{formatNumber(locale, after[i] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const count = (mentors: readonly LoadChange[], step: (mentor: LoadChange) => number): number[] => {
  const counts = new Array<number>(STEPS.length + 2).fill(0);
  for (const mentor of mentors) counts[step(mentor)]! += 1;
  return counts;
};

type Words = (key: "below" | "from" | "full" | "over", values?: Record<string, string>) => string;

const stepLabels = (locale: string, t: Words): string[] => [
  ...STEPS.map((bound, i) => {
    const to = formatPercent(locale, bound);
    return i === 0 ? t("below", { to }) : t("from", { from: formatPercent(locale, STEPS[i - 1]!), to });
  }),
  t("full"),
  t("over"),
];
