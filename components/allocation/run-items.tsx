import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LtrText } from "@/components/ui/ltr-text";
import { StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { Code, Num } from "@/components/ui/values";
import { maskNationalId } from "@/lib/shared/national-id";
import type { Names } from "./labels";
import { ClassWords } from "./student-class";

export type RunItemRow = {
  readonly position: number;
  readonly studentId: string;
  readonly nationalId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly gender: 0 | 1;
  readonly groupCode: number;
  readonly centerCode: number;
  readonly studentType: 0 | 1;
  readonly schoolCode: number | null;
  readonly mentorId: number | null;
  readonly mentorName: string | null;
  readonly loadBefore: number | null;
  readonly state: string;
  readonly counter: string | null;
};

type Props = {
  runId: string;
  rows: readonly RunItemRow[];
  total: number;
  view: View;
  names: Names;
  /** Before a publish every row is just planned; the state column would say the same word in each. */
  published: boolean;
};

/** Every decision of a run in national-id order, each with the way to its explanation. */
export function RunItems({ runId, rows, total, view, names, published }: Props) {
  const t = useTranslations("runs");
  const columns: Column<RunItemRow>[] = [
    { key: "position", header: t("position"), phoneOff: true, cell: (r) => <Num value={r.position} /> },
    {
      key: "student",
      header: t("student"),
      primary: true,
      cell: (r) => (
        <span>
          <Link href={`/students/${r.studentId}`}>
            {t("fullName", { first: r.firstName, last: r.lastName })}
          </Link>
          <span className="tk-muted tk-block">
            <LtrText value={maskNationalId(r.nationalId)} copy={false} />
          </span>
        </span>
      ),
    },
    {
      key: "class",
      header: t("classHeader"),
      cell: (r) => (
        <ClassWords
          names={names}
          of={{
            gender: r.gender,
            group: r.groupCode,
            center: r.centerCode,
            type: r.studentType,
            school: r.schoolCode,
          }}
        />
      ),
    },
    {
      key: "mentor",
      header: t("mentor"),
      cell: (r) =>
        r.mentorId === null ? (
          <StatusChip status="NEEDS_NEW_MENTOR" />
        ) : (
          <span>
            <Link href={`/mentors/${r.mentorId}`}>{r.mentorName ?? <Code value={r.mentorId} />}</Link>
            {r.loadBefore !== null && (
              <span className="tk-muted tk-block">{t("nth", { count: r.loadBefore + 1 })}</span>
            )}
          </span>
        ),
    },
    {
      key: "counter",
      header: t("counter"),
      cell: (r) => (r.counter ? <LtrText value={r.counter} /> : <span className="tk-muted">—</span>),
    },
    ...(published
      ? [{ key: "state", header: t("state"), cell: (r: RunItemRow) => <StatusChip status={r.state} /> }]
      : []),
    {
      key: "why",
      header: "",
      cell: (r) => <Link href={`/runs/${runId}/explain/${r.studentId}`}>{t("why")}</Link>,
    },
  ];
  return (
    <DataTable
      caption={t("students")}
      columns={columns}
      rows={rows}
      rowKey={(r) => r.position}
      view={view}
      total={total}
      empty={<EmptyState icon="search" title={t("noStudentMatch")} hint={t("noStudentMatchHint")} />}
    />
  );
}
