"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "@/lib/i18n/format";
import css from "./chart.module.css";
import { type ChartProps, toneColour } from "./chart-tones";

const BarChart = dynamic(() => import("./bar-chart"), { ssr: false });

type Props = Omit<ChartProps, "height"> & {
  /** What the chart shows; name of the figure and of its table. */
  caption: string;
  /** Heading of the labels in the table. */
  axis: string;
  height?: number;
};

/** Stacked columns, fetched after the page into space kept free for them; the same numbers stand in a table below. */
export function ColumnChart({ caption, axis, rows, series, height = 260 }: Props) {
  const t = useTranslations("ui.chart");
  const locale = useLocale();
  return (
    <figure className={css.chart} aria-label={caption}>
      {/* Drawn left to right always: the chart mirrors its axes itself. */}
      <div className={css.plot} style={{ blockSize: height }} dir="ltr" aria-hidden="true">
        <BarChart rows={rows} series={series} height={height} />
      </div>
      {series.length > 1 && (
        <ul className={css.legend}>
          {series.map(({ key, label, tone }) => (
            <li key={key}>
              <span style={{ background: toneColour(tone) }} aria-hidden="true" />
              {label}
            </li>
          ))}
        </ul>
      )}
      <details className={css.numbers}>
        <summary>{t("numbers")}</summary>
        <table>
          <caption className="tk-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{axis}</th>
              {series.map(({ key, label }) => (
                <th key={key} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, values }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {series.map(({ key }) => (
                  <td key={key} className="tk-num">
                    {formatNumber(locale, values[key] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
