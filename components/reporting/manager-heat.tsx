import { useLocale, useTranslations } from "next-intl";
import { Heatmap } from "@/components/ui/heatmap";
import { managerLink } from "@/lib/reporting/utilization/links";
import type { ManagerRow } from "@/lib/reporting/utilization/occupancy";
import { managerCell } from "./heat-cells";
import type { Measure } from "./utilization-view";

type Props = {
  rows: readonly ManagerRow[];
  centers: readonly { code: number; name: string }[];
  show: Measure;
  year: number;
};

/** Managers × centres: how full the mentors are who may take students of a centre. */
export function ManagerHeat({ rows, centers, show, year }: Props) {
  const t = useTranslations("utilization");
  const locale = useLocale();
  const inCenter = (values: Record<string, string | number>) => t("managerCell", values as never);
  const inAll = (values: Record<string, string | number>) => t("managerAll", values as never);
  const withTotal = centers.length > 1;
  return (
    <Heatmap
      caption={t("managers.caption")}
      corner={t("manager")}
      columns={[
        ...centers.map((center) => ({ key: String(center.code), label: center.name })),
        ...(withTotal ? [{ key: "all", label: t("allCenters") }] : []),
      ]}
      rows={rows.map(({ id, name }) => ({
        key: String(id),
        label: name,
        href: managerLink({ year, manager: id, serves: null }),
      }))}
      cells={rows.map((manager) => {
        const input = { locale, show, year, manager };
        const cells = centers.map((center) =>
          managerCell({ ...input, words: inCenter }, center, manager.cells.get(center.code)),
        );
        return withTotal ? [...cells, managerCell({ ...input, words: inAll }, null, manager.total)] : cells;
      })}
    />
  );
}
