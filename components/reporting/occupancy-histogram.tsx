import { useLocale, useTranslations } from "next-intl";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import { type Histogram, STEPS } from "@/lib/reporting/utilization/occupancy";
import css from "./occupancy-histogram.module.css";

type Step = { key: string; label: string; mentors: number; tone: string };

/** How many mentors are how full. Every column carries its number; the same numbers stand in a table for those who listen. */
export function OccupancyHistogram({ histogram }: { histogram: Histogram }) {
  const t = useTranslations("utilization.histogram");
  const locale = useLocale();
  const share = (tenths: number) => formatPercent(locale, tenths / STEPS);
  const steps: Step[] = [
    ...histogram.tenths.map((mentors, i) => ({
      key: String(i),
      label: t("step", { from: share(i), to: share(i + 1) }),
      mentors,
      tone: "",
    })),
    { key: "full", label: t("full"), mentors: histogram.full, tone: css.full ?? "" },
    { key: "over", label: t("over"), mentors: histogram.over, tone: css.over ?? "" },
    ...(histogram.none > 0
      ? [{ key: "none", label: t("none"), mentors: histogram.none, tone: css.none ?? "" }]
      : []),
  ];
  const highest = Math.max(1, ...steps.map((step) => step.mentors));
  return (
    <figure className={css.chart}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={css.scroll} aria-label={t("caption")} tabIndex={0}>
        <div className={css.plot} aria-hidden="true">
          {steps.map((step) => (
            <div key={step.key} className={css.step}>
              <span className={css.number}>{step.mentors > 0 ? formatNumber(locale, step.mentors) : ""}</span>
              <div
                className={`${css.bar} ${step.tone}`}
                style={{ blockSize: `${(step.mentors / highest) * 100}%` }}
              />
            </div>
          ))}
        </div>
        <div className={css.axis} aria-hidden="true">
          {steps.map((step) => (
            <span key={step.key}>{step.label}</span>
          ))}
        </div>
      </section>
      <figcaption className={css.caption}>{t("axis")}</figcaption>
      <table className="tk-hidden">
        <caption>{t("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("occupancy")}</th>
            <th scope="col">{t("mentors")}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.key}>
              <th scope="row">{step.label}</th>
              <td>{formatNumber(locale, step.mentors)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
