import { useLocale, useTranslations } from "next-intl";
import { shownShare } from "@/components/ui/heat-scale";
import { Cards } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Num, Percent } from "@/components/ui/values";
import { formatNumber } from "@/lib/i18n/format";
import { totalLinks } from "@/lib/reporting/utilization/links";
import type { Totals } from "@/lib/reporting/utilization/occupancy";

type Props = { totals: Totals; filter: { year: number; center: number | null } };

/** The sums above the heatmaps; those that count mentors lead to them. */
export function UtilizationTotals({ totals, filter }: Props) {
  const t = useTranslations("utilization.totals");
  const locale = useLocale();
  const { mentors, inPool, capacity, load, left, over, idle } = totals;
  const share = shownShare(load, capacity);
  const links = totalLinks(filter);
  const numbers = { load: formatNumber(locale, load), capacity: formatNumber(locale, capacity) };
  return (
    <Cards>
      <StatCard
        label={t("occupancy")}
        value={share === null ? "—" : <Percent ratio={share} />}
        hint={t("occupancyHint", numbers)}
        tone="info"
      />
      <StatCard
        label={t("left")}
        value={<Num value={left} />}
        hint={t("leftHint")}
        tone={left > 0 ? "ok" : "warn"}
      />
      <StatCard
        label={t("mentors")}
        value={<Num value={mentors} />}
        hint={t("mentorsHint", { inPool })}
        href={links.mentors}
      />
      <StatCard
        label={t("over")}
        value={<Num value={over} />}
        hint={t("overHint")}
        tone={over > 0 ? "bad" : "mute"}
        href={links.over}
      />
      <StatCard
        label={t("idle")}
        value={<Num value={idle} />}
        hint={t("idleHint")}
        tone={idle > 0 ? "warn" : "mute"}
        href={links.idle}
      />
    </Cards>
  );
}
