import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LoadBar } from "@/components/ui/load-bar";
import type { View } from "@/components/ui/table-view";
import { Code, Num } from "@/components/ui/values";

export type LoadChangeRow = {
  readonly id: number;
  readonly name: string;
  readonly gender: 0 | 1;
  readonly capacity: number;
  readonly before: number;
  readonly after: number;
};

type Props = {
  rows: readonly LoadChangeRow[];
  total: number;
  view: View;
  /** The run the loads are of: a mentor's page tells then why so few or so many of it. */
  runId: string;
};

/** Mentors' loads before a run and after it; the part the run adds is the dark one. */
export function LoadChangeTable({ rows, total, view, runId }: Props) {
  const t = useTranslations("runs");
  const columns: Column<LoadChangeRow>[] = [
    {
      key: "name",
      header: t("mentor"),
      primary: true,
      cell: (m) => (
        <>
          <Link href={`/mentors/${m.id}?run=${runId}`}>{m.name || <Code value={m.id} />}</Link>
        </>
      ),
    },
    { key: "id", header: t("mentorCode"), sortable: true, cell: (m) => <Code value={m.id} /> },
    { key: "gender", header: t("page.gender"), phoneOff: true, cell: (m) => t(`gender.${m.gender}`) },
    {
      key: "before",
      header: t("page.loadBefore"),
      width: "11rem",
      phoneOff: true,
      cell: (m) => <LoadBar load={m.before} capacity={m.capacity} />,
    },
    {
      key: "after",
      header: t("page.loadAfter"),
      width: "11rem",
      sortable: true,
      cell: (m) => <LoadBar load={m.after} capacity={m.capacity} ours={Math.max(0, m.after - m.before)} />,
    },
    {
      key: "taken",
      header: t("page.change"),
      align: "end",
      sortable: true,
      cell: (m) =>
        m.after > m.before ? (
          <Link href={`?tab=students&mentor=${m.id}`}>
            <Num value={m.after - m.before} />
          </Link>
        ) : (
          <Num value={m.after - m.before} />
        ),
    },
  ];
  return (
    <DataTable
      caption={t("mentorsTitle")}
      columns={columns}
      rows={rows}
      rowKey={(m) => m.id}
      view={view}
      total={total}
    />
  );
}
