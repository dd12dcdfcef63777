"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import css from "@/components/student/manual.module.css";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LtrText } from "@/components/ui/ltr-text";
import { Chip, StatusChip } from "@/components/ui/status-chip";
import { Code, JalaliDate } from "@/components/ui/values";
import type { CaseloadRow } from "@/lib/mentor/directory/queries";

/** A student of a caseload as the browser gets them: the national id masked. */
export type CaseloadItem = Omit<CaseloadRow, "nationalId"> & { readonly maskedId: string };

type Props = {
  rows: readonly CaseloadItem[];
  groupNames: Readonly<Record<number, string>>;
  centerNames: Readonly<Record<number, string>>;
  /** Of whoever may choose several: the name of the choice. */
  choiceOf?: string;
};

/** The students a mentor has from us now; the national id is masked, the whole is on the student's own page. */
export function CaseloadTable({ rows, groupNames, centerNames, choiceOf }: Props) {
  const t = useTranslations("mentors");
  const tManual = useTranslations("manual");
  const nameOf = (s: CaseloadItem) => `${s.firstName} ${s.lastName}`.trim() || t("noName");
  const columns: Column<CaseloadItem>[] = [
    {
      key: "name",
      header: t("caseload.student"),
      primary: true,
      cell: (s) => <Link href={`/students/${s.studentId}`}>{nameOf(s)}</Link>,
    },
    {
      key: "nationalId",
      header: t("caseload.nationalId"),
      cell: (s) => <LtrText value={s.maskedId} copy={false} />,
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
    {
      key: "status",
      header: t("caseload.status"),
      cell: (s) => (
        <span className={css.buttons}>
          <StatusChip status={s.status} />
          {s.pinned && <Chip tone="info">{tManual("pinnedMark")}</Chip>}
        </span>
      ),
    },
    { key: "at", header: t("caseload.since"), cell: (s) => <JalaliDate at={s.at} /> },
  ];
  return (
    <DataTable
      caption={t("caseload.title")}
      columns={columns}
      rows={rows}
      rowKey={(s) => s.studentId}
      choice={choiceOf === undefined ? undefined : { of: choiceOf, label: nameOf }}
      empty={<EmptyState icon="students" title={t("caseload.empty")} hint={t("caseload.emptyHint")} />}
    />
  );
}
