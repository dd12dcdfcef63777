import { useLocale, useTranslations } from "next-intl";
import { ColumnChart } from "@/components/ui/chart";
import type { ChartRow } from "@/components/ui/chart-tones";
import { formatPercent } from "@/lib/i18n/format";
import { type Histogram, STEPS } from "@/lib/reporting/utilization/occupancy";

/** How many mentors are how full: ten steps of a tenth, exactly full, above capacity, and those without any. */
export function OccupancyHistogram({ histogram }: { histogram: Histogram }) {
  const t = useTranslations("utilization.histogram");
  const locale = useLocale();
  const share = (tenths: number) => formatPercent(locale, tenths / STEPS);
  const rows: ChartRow[] = [
    ...histogram.tenths.map((mentors, i) => ({
      label: t("step", { from: share(i), to: share(i + 1) }),
      values: { below: mentors },
    })),
    { label: t("full"), values: { full: histogram.full } },
    { label: t("over"), values: { over: histogram.over } },
    ...(histogram.none > 0 ? [{ label: t("none"), values: { none: histogram.none } }] : []),
  ];
  return (
    <ColumnChart
      caption={t("caption")}
      axis={t("occupancy")}
      rows={rows}
      series={[
        { key: "below", label: t("below"), tone: "main" },
        { key: "full", label: t("full"), tone: "full" },
        { key: "over", label: t("over"), tone: "over" },
        ...(histogram.none > 0 ? [{ key: "none", label: t("none"), tone: "mute" as const }] : []),
      ]}
    />
  );
}
