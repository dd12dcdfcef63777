import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LtrText } from "@/components/ui/ltr-text";
import { StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import type { DifferenceKind, DifferenceReason } from "@/lib/allocation/compare";
import { formatCode } from "@/lib/i18n/format";
import { maskNationalId } from "@/lib/shared/national-id";
import { ChangeWords } from "./stale-changes";

export type DifferenceRow = {
  readonly studentId: string;
  readonly nationalId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly kind: DifferenceKind;
  readonly reason: DifferenceReason;
  readonly mentorA: number | null;
  readonly mentorB: number | null;
  readonly nameA: string | null;
  readonly nameB: string | null;
  readonly hidden: readonly ("A" | "B")[];
  readonly changedMentor: number | null;
  readonly fields: readonly { field: string; before: unknown; after: unknown }[];
};

type Props = { rows: readonly DifferenceRow[]; total: number; view: View };

/** Students who fare differently in two plans, with both answers and why. */
export function DifferenceTable({ rows, total, view }: Props) {
  const t = useTranslations("runs.compare");
  const tRuns = useTranslations("runs");
  const columns: Column<DifferenceRow>[] = [
    {
      key: "student",
      header: t("student"),
      primary: true,
      cell: (row) => (
        <span>
          <Link href={`/students/${row.studentId}`}>
            {tRuns("fullName", { first: row.firstName, last: row.lastName })}
          </Link>
          <span className="tk-muted tk-block">
            <LtrText value={maskNationalId(row.nationalId)} copy={false} />
          </span>
        </span>
      ),
    },
    { key: "kind", header: t("difference"), cell: (row) => t(`kinds.${row.kind}`) },
    {
      key: "a",
      header: t("inFirst"),
      cell: (row) => (
        <Place
          absent={row.kind === "ONLY_B"}
          hidden={row.hidden.includes("A")}
          id={row.mentorA}
          name={row.nameA}
        />
      ),
    },
    {
      key: "b",
      header: t("inSecond"),
      cell: (row) => (
        <Place
          absent={row.kind === "ONLY_A"}
          hidden={row.hidden.includes("B")}
          id={row.mentorB}
          name={row.nameB}
        />
      ),
    },
    { key: "reason", header: t("reason"), cell: (row) => <Why row={row} /> },
  ];
  return (
    <DataTable
      caption={t("differences")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.studentId}
      view={view}
      total={total}
      empty={<EmptyState icon="run" title={t("none")} />}
    />
  );
}

type PlaceProps = { absent: boolean; hidden: boolean; id: number | null; name: string | null };

function Place({ absent, hidden, id, name }: PlaceProps) {
  const t = useTranslations("runs.compare");
  if (absent) return <span className="tk-muted">{t("absent")}</span>;
  if (hidden) return <span className="tk-muted">{t("hiddenMentor")}</span>;
  if (id === null) return <StatusChip status="NEEDS_NEW_MENTOR" />;
  return <Link href={`/mentors/${id}`}>{name}</Link>;
}

function Why({ row }: { row: DifferenceRow }) {
  const t = useTranslations("runs.compare");
  const locale = useLocale();
  const { changedMentor, fields } = row;
  return (
    <>
      {t(`why.${row.reason}`)}
      {fields.length > 0 && (
        <div className="tk-muted">
          {changedMentor !== null && t("changedMentor", { id: formatCode(locale, changedMentor) })}
          <ChangeWords change={{ of: changedMentor === null ? "student" : "mentor", id: null, fields }} />
        </div>
      )}
    </>
  );
}
