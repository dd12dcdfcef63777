import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadBar } from "@/components/ui/load-bar";
import { Num } from "@/components/ui/values";
import type { RunOut } from "@/lib/reporting/utilization/outlook";
import { useMentorColumns } from "./mentor-columns";

/** Who is full first if students keep coming as in the last thirty days. */
export function RunOutTable({ rows }: { rows: readonly RunOut[] }) {
  const t = useTranslations("utilization.runOut");
  const words = useTranslations("utilization");
  const mentorColumns = useMentorColumns();
  const columns: Column<RunOut>[] = [
    ...mentorColumns,
    {
      key: "load",
      header: words("load"),
      width: "14rem",
      cell: ({ mentor }) => <LoadBar load={mentor.load} capacity={mentor.capacity} ours={mentor.ours} />,
    },
    { key: "taken", header: t("taken"), align: "end", cell: (row) => <Num value={row.taken} /> },
    {
      key: "days",
      header: t("days"),
      align: "end",
      cell: ({ days }) => t("inDays", { days }),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={({ mentor }) => mentor.id}
      empty={<EmptyState icon="check" title={t("none")} />}
    />
  );
}
