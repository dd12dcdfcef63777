"use client";

import { useLocale } from "next-intl";
import { Bar, CartesianGrid, BarChart as Chart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatNumber } from "@/lib/i18n/format";
import { directionOf } from "@/lib/i18n/locale";
import { type ChartProps, toneColour } from "./chart-tones";

const TICK = { fill: "var(--tk-palette-text-secondary)", fontSize: 12 };

const TIP = {
  border: "1px solid var(--tk-palette-surface-line)",
  borderRadius: "var(--tk-radius-medium)",
  background: "var(--tk-palette-background-paper)",
  color: "var(--tk-palette-text-primary)",
};

/** Stacked columns; in right-to-left pages the first column and the axis stand on the right. */
export default function BarChart({ rows, series, height }: ChartProps) {
  const locale = useLocale();
  const rtl = directionOf(locale) === "rtl";
  // The plot runs left to right, its words do not: each is isolated in its own direction (U+2067 … U+2069).
  const word = (text: string) => (rtl ? `\u2067${text}\u2069` : text);
  const data = rows.map(({ label, values }) => ({ label: word(label), ...values }));
  const number = (value: unknown) => formatNumber(locale, Number(value));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <Chart
        accessibilityLayer={false}
        data={data}
        margin={{ top: 8, right: 4, bottom: 0, left: 4 }}
        barCategoryGap="18%"
      >
        <CartesianGrid vertical={false} stroke="var(--tk-palette-surface-line)" />
        <XAxis
          dataKey="label"
          reversed={rtl}
          tick={TICK}
          tickLine={false}
          stroke="var(--tk-palette-surface-line)"
        />
        <YAxis
          orientation={rtl ? "right" : "left"}
          allowDecimals={false}
          tickFormatter={number}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={44}
        />
        <Tooltip
          cursor={{ fill: "var(--tk-palette-surface-subtle)" }}
          formatter={(value, name) => [number(value), name]}
          contentStyle={{ ...TIP, direction: rtl ? "rtl" : "ltr" }}
          isAnimationActive={false}
        />
        {series.map(({ key, label, tone }) => (
          <Bar
            key={key}
            dataKey={key}
            name={word(label)}
            stackId="all"
            fill={toneColour(tone)}
            isAnimationActive={false}
            maxBarSize={56}
          />
        ))}
      </Chart>
    </ResponsiveContainer>
  );
}
