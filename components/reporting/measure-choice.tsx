import { useTranslations } from "next-intl";
import { type View, viewHref } from "@/components/ui/table-view";
import { Segments } from "./segments";
import { MEASURES, type Measure } from "./utilization-view";

/** Which number stands in the cells. */
export function MeasureChoice({ view, current }: { view: View; current: Measure }) {
  const t = useTranslations("utilization.show");
  const items = MEASURES.map((key) => ({ key, label: t(key), href: viewHref(view, { show: key }) }));
  return <Segments label={t("label")} current={current} items={items} />;
}
