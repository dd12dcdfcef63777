import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Num } from "@/components/ui/values";
import type { LoadGap } from "@/lib/reporting/utilization/downstream";
import { useMentorColumns } from "./mentor-columns";

/** Loads as we count them beside those of the downstream system, where they differ, and what the difference is made of. */
export function GapTable({ rows }: { rows: readonly LoadGap[] }) {
  const t = useTranslations("utilization.downstream");
  const mentorColumns = useMentorColumns();
  const number = (key: "here" | "there" | "notSent" | "stillCounted"): Column<LoadGap> => ({
    key,
    header: t(key),
    align: "end",
    cell: (row) => <Num value={row[key]} />,
  });
  const columns: Column<LoadGap>[] = [
    ...mentorColumns,
    number("here"),
    number("there"),
    number("notSent"),
    number("stillCounted"),
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={({ mentor }) => mentor.id}
      empty={<EmptyState icon="check" title={t("none")} hint={t("noneHint")} />}
    />
  );
}
