import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable, type Listed } from "@/components/ui/data-table";
import { LoadBar } from "@/components/ui/load-bar";
import { StatusChip } from "@/components/ui/status-chip";
import { Code, Num } from "@/components/ui/values";
import type { ManagerItem } from "@/lib/mentor/directory/queries";
import { CodeList } from "./code-list";

type Props = Listed<ManagerItem> & {
  centerNames: Readonly<Record<number, string>>;
  /** What may be done with a manager; null where nothing may. */
  actionsOf: (manager: ManagerItem) => ReactNode;
};

/** Managers with their centres and what their mentors carry together. */
export function ManagerTable({ centerNames, actionsOf, ...list }: Props) {
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
  return <DataTable caption={t("title")} columns={columns} rowKey={(row) => row.id} {...list} />;
}
