import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Names } from "@/components/allocation/labels";
import { type Column, DataTable, type Listed } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { StatusChip } from "@/components/ui/status-chip";
import { Code } from "@/components/ui/values";
import { maskNationalId } from "@/lib/shared/national-id";
import type { StudentRow } from "@/lib/student/directory/queries";
import { standingOf } from "@/lib/student/standing";

type Props = Listed<StudentRow> & {
  names: Names;
  /** Of whoever may change several: the name of the choice. */
  choice?: string | undefined;
};

/** Students with where they stand; the national id is masked, the whole is on the student's own page. */
export function StudentTable({ names, choice, ...list }: Props) {
  const t = useTranslations("students");
  const columns: Column<StudentRow>[] = [
    {
      key: "name",
      header: t("col.name"),
      sortable: true,
      primary: true,
      cell: (s) => <Link href={`/students/${s.id}`}>{fullName(s, t("noName"))}</Link>,
    },
    {
      key: "nationalId",
      header: t("col.nationalId"),
      sortable: true,
      cell: (s) => <LtrText value={maskNationalId(s.nationalId)} copy={false} />,
    },
    {
      key: "group",
      header: t("col.group"),
      sortable: true,
      cell: (s) => names.groups[s.groupCode] ?? <Code value={s.groupCode} />,
    },
    {
      key: "center",
      header: t("col.center"),
      sortable: true,
      cell: (s) => names.centers[s.centerCode] ?? <Code value={s.centerCode} />,
    },
    { key: "year", header: t("col.year"), phoneOff: true, cell: (s) => <Code value={s.year} /> },
    { key: "status", header: t("col.status"), cell: (s) => <StatusChip status={standingOf(s)} /> },
    {
      key: "mentor",
      header: t("col.mentor"),
      sortable: true,
      cell: (s) =>
        s.mentorId === null ? (
          "—"
        ) : (
          <Link href={`/mentors/${s.mentorId}`}>{s.mentorName || <Code value={s.mentorId} />}</Link>
        ),
    },
    {
      key: "counter",
      header: t("col.counter"),
      sortable: true,
      cell: (s) => (s.counter ? <LtrText value={s.counter} /> : "—"),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rowKey={(row) => row.id}
      {...list}
      choice={choice === undefined ? undefined : { of: choice, label: (s) => fullName(s, t("noName")) }}
    />
  );
}

/** First and last name; a student without one is still a row that can be opened. */
export const fullName = (student: { firstName: string; lastName: string }, none: string): string =>
  `${student.firstName} ${student.lastName}`.trim() || none;
