import { useLocale, useTranslations } from "next-intl";
import { Heatmap } from "@/components/ui/heatmap";
import { formatCode, formatNumber } from "@/lib/i18n/format";
import type { MentorHeat as Heat } from "@/lib/reporting/utilization/queries";
import { mentorCell } from "./heat-cells";
import type { Measure } from "./utilization-view";

type Props = { heat: Heat; show: Measure };

/** Mentors × groups: our students in each, coloured by how full the mentor is. */
export function MentorHeat({ heat, show }: Props) {
  const t = useTranslations("utilization");
  const locale = useLocale();
  const words = (values: Record<string, string | number>) => t("mentorCell", values as never);
  const groups = heat.groups.map((group) => ({
    code: group.code,
    name: locale === "fa" ? group.nameFa : group.nameEn,
  }));
  const label = (row: Heat["rows"][number]) =>
    t("mentorRow", {
      name: row.name,
      load: formatNumber(locale, row.load),
      capacity: formatNumber(locale, row.capacity),
    });
  return (
    <Heatmap
      caption={t("mentors.caption")}
      corner={t("mentor")}
      columns={groups.map(({ code, name }) => ({
        key: String(code),
        label: name,
        title: t("groupTitle", { name, code: formatCode(locale, code) }),
      }))}
      rows={heat.rows.map((row) => ({ key: String(row.id), label: label(row), href: `/mentors/${row.id}` }))}
      cells={heat.rows.map((row) => groups.map((group) => mentorCell({ locale, show, words }, row, group)))}
    />
  );
}
