import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { View } from "@/components/ui/table-view";
import { Num } from "@/components/ui/values";
import type { StudentClass } from "@/lib/allocation/classes";
import type { Miss } from "@/lib/allocation/misses";
import type { UnplacedReason } from "@/lib/allocation/reasons";
import { Bars } from "./bars";
import type { Names } from "./labels";
import { MissWords } from "./misses";
import { ClassWords } from "./student-class";

export type UnplacedRow = StudentClass & {
  readonly eduStatus: 0 | 1;
  readonly reason: UnplacedReason;
  readonly students: number;
  /** A student of the class, for the funnel that holds for all of them. */
  readonly exampleId: string;
  readonly misses: readonly Miss[];
};

/** How many students each reason keeps from a mentor; a bar leads to the classes behind it. */
export function ReasonChart({ reasons }: { reasons: ReadonlyMap<UnplacedReason, number> }) {
  const t = useTranslations("runs");
  const bars = [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, value]) => ({
      key: reason,
      label: t(`reasons.${reason}`),
      value,
      href: `?tab=unplaced&reason=${reason}`,
    }));
  const whole = bars.reduce((sum, bar) => sum + bar.value, 0);
  return <Bars bars={bars} whole={whole} tone="bad" />;
}

type Props = { rows: readonly UnplacedRow[]; total: number; view: View; names: Names; runId: string };

/** Students without a mentor, by class: why, what would help soonest, and who they are. A daily work surface. */
export function UnplacedTable({ rows, total, view, names, runId }: Props) {
  const t = useTranslations("runs");
  const columns: Column<UnplacedRow>[] = [
    {
      key: "class",
      header: t("classHeader"),
      primary: true,
      cell: (g) => (
        <>
          <ClassWords of={g} names={names} />
          {g.eduStatus === 0 && <span className="tk-muted"> {t("graduates")}</span>}
        </>
      ),
    },
    {
      key: "students",
      header: t("studentsHeader"),
      align: "end",
      cell: (g) => (
        <Link href={studentsHref(g)}>
          <Num value={g.students} />
        </Link>
      ),
    },
    { key: "reason", header: t("reasonHeader"), cell: (g) => t(`reasons.${g.reason}`) },
    {
      key: "miss",
      header: t("missHeader"),
      width: "36%",
      cell: (g) =>
        g.misses[0] ? (
          <span>
            <MissWords miss={g.misses[0]} />
          </span>
        ) : (
          "—"
        ),
    },
    {
      key: "why",
      header: "",
      cell: (g) => <Link href={`/runs/${runId}/explain/${g.exampleId}`}>{t("why")}</Link>,
    },
  ];
  return (
    <DataTable
      caption={t("unplacedTitle")}
      columns={columns}
      rows={rows}
      rowKey={(g) => g.exampleId}
      view={view}
      total={total}
      empty={<EmptyState icon="check" title={t("nobodyUnplaced")} hint={t("nobodyUnplacedHint")} />}
    />
  );
}

/** Address of a class's unplaced students: codes only. */
const studentsHref = (one: UnplacedRow): string => {
  const query = new URLSearchParams({
    tab: "students",
    result: "unplaced",
    gender: String(one.gender),
    group: String(one.group),
    center: String(one.center),
    type: String(one.type),
  });
  if (one.type === 1 && one.school !== null) query.set("school", String(one.school));
  return `?${query}`;
};
