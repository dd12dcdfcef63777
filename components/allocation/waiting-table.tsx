import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Chip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { JalaliDate, Num } from "@/components/ui/values";
import type { Miss } from "@/lib/allocation/misses";
import type { FailureCode } from "@/lib/allocation/rules";
import type { WaitingGroup } from "@/lib/allocation/waiting";
import { CureLinks } from "./cure-links";
import type { Names } from "./labels";
import { MissWords } from "./misses";
import { ClassWords } from "./student-class";

type Row = WaitingGroup & { readonly misses: readonly Miss[] };

/** What is missing at the nearest mentors, and a place where that alone would do. */
const lacksOf = ({ reason, misses }: Row): readonly FailureCode[] =>
  reason === "CAPACITY_FULL" ? ["CAPACITY_FULL", ...(misses[0]?.codes ?? [])] : (misses[0]?.codes ?? []);

type Props = {
  rows: readonly Row[];
  total: number;
  view: View;
  names: Names;
  classHref: (key: string) => string;
  mayImport: boolean;
  mayRaise: boolean;
  /** Of whoever may plan for several: the name of the choice; only those who could be placed now can be chosen. */
  choice?: string | undefined;
};

/** Who waits, by class and reason; the nearest way out, and the way there. A daily work surface. */
export function WaitingTable({ rows, total, view, names, classHref, mayImport, mayRaise, choice }: Props) {
  const t = useTranslations("waiting");
  const tRuns = useTranslations("runs");
  // There is always a year; it alone narrows nothing.
  const narrowed = Object.keys(view.filters).some((name) => name !== "year");
  const labelOf = ({ studentClass: { group, center } }: Row) =>
    t("groupAndCenter", {
      group: names.groups[group] ?? String(group),
      center: names.centers[center] ?? String(center),
    });
  const columns: Column<Row>[] = [
    {
      key: "class",
      header: tRuns("classHeader"),
      primary: true,
      cell: (row) => (
        <>
          <Link href={classHref(row.key)}>
            <ClassWords of={row.studentClass} names={names} />
          </Link>
          {row.eduStatus === 0 && <span className="tk-muted"> {tRuns("graduates")}</span>}
        </>
      ),
    },
    {
      key: "students",
      header: tRuns("studentsHeader"),
      sortable: true,
      align: "end",
      cell: (row) => <Num value={row.students} />,
    },
    {
      key: "reason",
      header: tRuns("reasonHeader"),
      cell: (row) =>
        row.reason === null ? <Chip tone="ok">{t("placeable")}</Chip> : tRuns(`reasons.${row.reason}`),
    },
    {
      key: "since",
      header: t("since"),
      sortable: true,
      cell: (row) =>
        row.since === null ? <span className="tk-muted">{t("never")}</span> : <JalaliDate at={row.since} />,
    },
    {
      key: "miss",
      header: tRuns("missHeader"),
      cell: (row) =>
        row.misses[0] ? (
          <span>
            <MissWords miss={row.misses[0]} />
          </span>
        ) : (
          "—"
        ),
    },
    {
      key: "cure",
      header: t("cureHeader"),
      cell: (row) =>
        row.misses[0] ? (
          <CureLinks
            codes={lacksOf(row)}
            mayImport={mayImport}
            raiseHref={mayRaise ? classHref(row.key) : null}
          />
        ) : (
          "—"
        ),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.key}|${row.reason}`}
      view={view}
      total={total}
      choice={
        choice === undefined ? undefined : { of: choice, label: labelOf, can: (row) => row.reason === null }
      }
      empty={
        narrowed ? (
          <EmptyState icon="search" title={t("noMatch")} hint={t("noMatchHint")} />
        ) : (
          <EmptyState icon="check" title={t("nobody")} hint={t("nobodyHint")} />
        )
      }
    />
  );
}
