import { useLocale, useTranslations } from "next-intl";
import { Heatmap } from "@/components/ui/heatmap";
import type { ManagerRow } from "@/lib/reporting/utilization/occupancy";
import { managerCell } from "./heat-cells";
import type { Measure } from "./utilization-view";

type Props = {
  rows: readonly ManagerRow[];
  centers: readonly { code: number; name: string }[];
  show: Measure;
};

/** Managers × centres: how full the mentors are who may take students of a centre. */
export function ManagerHeat({ rows, centers, show }: Props) {
  const t = useTranslations("utilization");
  const locale = useLocale();
  const words = (values: Record<string, string | number>) => t("managerCell", values as never);
  return (
    <Heatmap
      caption={t("managers.caption")}
      corner={t("manager")}
      columns={centers.map((center) => ({ key: String(center.code), label: center.name }))}
      rows={rows.map((row) => ({ key: String(row.id), label: row.name, href: `/mentors?manager=${row.id}` }))}
      cells={rows.map((manager) =>
        centers.map((center) =>
          managerCell({ locale, show, words, manager }, center, manager.cells.get(center.code)),
        ),
      )}
    />
  );
}
