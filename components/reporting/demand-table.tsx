import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Chip } from "@/components/ui/status-chip";
import { Num } from "@/components/ui/values";
import { demandLinks } from "@/lib/reporting/utilization/links";
import type { Demand } from "@/lib/reporting/utilization/outlook";

type Props = {
  rows: readonly Demand[];
  groups: ReadonlyMap<number, string>;
  centers: ReadonlyMap<number, string>;
  filter: { year: number; center: number | null };
};

/** A number that opens what it counts; none opens nothing. */
function Counted({ value, href }: { value: number; href: string }) {
  if (value === 0) return <Num value={value} />;
  return (
    <Link href={href}>
      <Num value={value} />
    </Link>
  );
}

/** Students who wait beside the places that could take them, the biggest lack first. */
export function DemandTable({ rows, groups, centers, filter }: Props) {
  const t = useTranslations("utilization.demand");
  const columns: Column<Demand>[] = [
    {
      key: "group",
      header: t("group"),
      primary: true,
      cell: (row) => groups.get(row.group) ?? String(row.group),
    },
    { key: "gender", header: t("gender"), cell: (row) => t(row.gender === 1 ? "boys" : "girls") },
    { key: "center", header: t("center"), cell: (row) => centers.get(row.center) ?? String(row.center) },
    { key: "type", header: t("type"), cell: (row) => t(row.type === 1 ? "school" : "normal") },
    {
      key: "students",
      header: t("waiting"),
      align: "end",
      cell: (row) => <Counted value={row.students} href={demandLinks(filter, row).students} />,
    },
    {
      key: "mentors",
      header: t("mentors"),
      align: "end",
      cell: (row) => <Counted value={row.mentors} href={demandLinks(filter, row).mentors} />,
    },
    { key: "left", header: t("left"), align: "end", cell: (row) => <Num value={row.left} /> },
    {
      key: "short",
      header: t("short"),
      align: "end",
      cell: (row) =>
        row.short > 0 ? (
          <Chip tone="bad">
            <Num value={row.short} />
          </Chip>
        ) : (
          <Chip tone="ok">{t("enough")}</Chip>
        ),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.type}:${row.gender}:${row.group}:${row.center}`}
      empty={<EmptyState icon="check" title={t("none")} hint={t("noneHint")} />}
    />
  );
}
