import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LtrText } from "@/components/ui/ltr-text";
import { StatusChip } from "@/components/ui/status-chip";
import { Code, JalaliDate } from "@/components/ui/values";
import type { CaseloadRow } from "@/lib/mentor/directory/queries";
import { maskNationalId } from "@/lib/shared/national-id";

type Props = {
  rows: readonly CaseloadRow[];
  groupNames: Readonly<Record<number, string>>;
  centerNames: Readonly<Record<number, string>>;
};

/** The students a mentor has from us now; the national id is masked, the whole is on the student's own page. */
export function CaseloadTable({ rows, groupNames, centerNames }: Props) {
  const t = useTranslations("mentors");
  const columns: Column<CaseloadRow>[] = [
    {
      key: "name",
      header: t("caseload.student"),
      primary: true,
      cell: (s) => (
        <Link href={`/students/${s.studentId}`}>{`${s.firstName} ${s.lastName}`.trim() || t("noName")}</Link>
      ),
    },
    {
      key: "nationalId",
      header: t("caseload.nationalId"),
      cell: (s) => <LtrText value={maskNationalId(s.nationalId)} copy={false} />,
    },
    {
      key: "group",
      header: t("caseload.group"),
      cell: (s) => groupNames[s.groupCode] ?? <Code value={s.groupCode} />,
    },
    {
      key: "center",
      header: t("caseload.center"),
      cell: (s) => centerNames[s.centerCode] ?? <Code value={s.centerCode} />,
    },
    {
      key: "counter",
      header: t("caseload.counter"),
      cell: (s) => (s.counter ? <LtrText value={s.counter} /> : "—"),
    },
    { key: "status", header: t("caseload.status"), cell: (s) => <StatusChip status={s.status} /> },
    { key: "at", header: t("caseload.since"), cell: (s) => <JalaliDate at={s.at} /> },
  ];
  return (
    <DataTable
      caption={t("caseload.title")}
      columns={columns}
      rows={rows}
      rowKey={(s) => s.studentId}
      empty={<EmptyState icon="students" title={t("caseload.empty")} hint={t("caseload.emptyHint")} />}
    />
  );
}
