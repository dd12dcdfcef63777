import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LoadBar } from "@/components/ui/load-bar";
import { StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { Code, Num } from "@/components/ui/values";
import type { ManagerItem } from "@/lib/mentor/directory/queries";
import { CodeList } from "./code-list";

type Props = {
  rows: readonly ManagerItem[];
  total: number;
  view: View;
  centerNames: Readonly<Record<number, string>>;
  /** What may be done with a manager; null where nothing may. */
  actionsOf: (manager: ManagerItem) => ReactNode;
  empty: ReactNode;
};

/** Managers with their centres and what their mentors carry together. */
export function ManagerTable({ rows, total, view, centerNames, actionsOf, empty }: Props) {
  const t = useTranslations("managers");
  const columns: Column<ManagerItem>[] = [
    {
      key: "id",
      header: t("id"),
      sortable: true,
      cell: (row) => <Code value={row.id} />,
    },
    {
      key: "name",
      header: t("name"),
      sortable: true,
      primary: true,
      cell: (row) => <Link href={`/mentors?manager=${row.id}`}>{row.name}</Link>,
    },
    {
      key: "centers",
      header: t("centers"),
      cell: (row) => <CodeList codes={row.centers} names={centerNames} />,
    },
    {
      key: "mentors",
      header: t("mentors"),
      sortable: true,
      align: "end",
      cell: (row) => <Num value={row.mentors} />,
    },
    {
      key: "load",
      header: t("load"),
      sortable: true,
      width: "14rem",
      cell: (row) => <LoadBar load={row.load} capacity={row.capacity} />,
    },
    {
      key: "active",
      header: t("state"),
      cell: (row) => <StatusChip status={row.active ? "ACTIVE" : "DISABLED"} />,
    },
    { key: "edit", header: "", align: "end", cell: actionsOf },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      view={view}
      total={total}
      empty={empty}
    />
  );
}
