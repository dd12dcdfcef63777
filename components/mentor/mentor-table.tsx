import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable, type Listed } from "@/components/ui/data-table";
import { LoadBar } from "@/components/ui/load-bar";
import { Code } from "@/components/ui/values";
import { outOfPool } from "@/lib/mentor/availability";
import type { MentorRow } from "@/lib/mentor/directory/queries";
import { CodeList } from "./code-list";
import { Standing } from "./standing";

type Props = Listed<MentorRow> & {
  /** Whether someone takes part is a matter of a year. */
  year: number;
  groupNames: Readonly<Record<number, string>>;
  centerNames: Readonly<Record<number, string>>;
  /** Of whoever may change several: the name of the choice. */
  choice?: string | undefined;
};

/** Mentors with their loads, and why some are out of the pool. */
export function MentorTable({ year, groupNames, centerNames, choice, ...list }: Props) {
  const t = useTranslations("mentors");
  const columns: Column<MentorRow>[] = [
    {
      key: "name",
      header: t("col.name"),
      sortable: true,
      primary: true,
      width: "13rem",
      cell: (m) => (
        <span>
          <Link href={`/mentors/${m.id}`}>{m.name || t("noName")}</Link>
          <span className="tk-muted tk-block">{t(`kindOf.${m.gender}.${m.kind}` as never)}</span>
        </span>
      ),
    },
    {
      key: "id",
      header: t("col.id"),
      sortable: true,
      cell: (m) => <Code value={m.id} />,
    },
    { key: "manager", header: t("col.manager"), sortable: true, cell: (m) => m.managerName ?? "—" },
    {
      key: "centers",
      header: t("col.centers"),
      cell: (m) => <CodeList codes={m.managerCenters} names={centerNames} />,
    },
    {
      key: "groups",
      header: t("col.groups"),
      phoneOff: true,
      cell: (m) => <CodeList codes={m.groups} names={groupNames} max={2} />,
    },
    {
      key: "occupancy",
      header: t("col.load"),
      sorts: [
        { key: "occupancy", label: t("order.occupancy") },
        { key: "load", label: t("order.load") },
        { key: "capacity", label: t("order.capacity") },
        { key: "free", label: t("order.free") },
      ],
      width: "14rem",
      cell: (m) => <LoadBar load={m.load} capacity={m.capacity} ours={m.ownLoad} />,
    },
    {
      key: "standing",
      header: t("col.standing"),
      cell: (m) => <Standing out={outOfPool(standingOf(m), year)} load={m.load} capacity={m.capacity} />,
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rowKey={(m) => m.id}
      {...list}
      choice={choice === undefined ? undefined : { of: choice, label: (m) => m.name || t("noName") }}
    />
  );
}

const standingOf = (m: MentorRow) => ({
  ...m,
  manager: m.managerId === null ? null : { active: m.managerActive ?? false, centers: m.managerCenters },
});
