import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadBar } from "@/components/ui/load-bar";
import type { MentorOccupancy } from "@/lib/reporting/utilization/occupancy";

type Props = { caption: string; mentors: readonly MentorOccupancy[]; none: string };

/** A short list of mentors with their loads. */
export function OccupancyList({ caption, mentors, none }: Props) {
  const t = useTranslations("utilization");
  const columns: Column<MentorOccupancy>[] = [
    {
      key: "name",
      header: t("mentor"),
      primary: true,
      cell: (m) => <Link href={`/mentors/${m.id}`}>{m.name}</Link>,
    },
    { key: "manager", header: t("manager"), cell: (m) => m.managerName ?? "—" },
    {
      key: "load",
      header: t("load"),
      width: "14rem",
      cell: (m) => <LoadBar load={m.load} capacity={m.capacity} ours={m.ours} />,
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={mentors}
      rowKey={(m) => m.id}
      empty={<EmptyState icon="check" title={none} />}
    />
  );
}
