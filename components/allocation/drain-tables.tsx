import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadBar } from "@/components/ui/load-bar";
import { LtrText } from "@/components/ui/ltr-text";
import { Chip } from "@/components/ui/status-chip";
import { Code } from "@/components/ui/values";
import type { DrainMove, DrainStay, DrainStudent } from "@/lib/allocation/drain/queries";
import { maskNationalId } from "@/lib/shared/national-id";
import type { Names } from "./labels";
import { ClassWords } from "./student-class";

type Translate = ReturnType<typeof useTranslations<"drain">>;
type About = { readonly student: DrainStudent };

/** Who it is about: name with a link, masked id, and what the rules look at. */
const studentColumns = <Row extends About>(t: Translate, names: Names): Column<Row>[] => [
  {
    key: "name",
    header: t("student"),
    primary: true,
    cell: ({ student }) => (
      <Link href={`/students/${student.id}`}>
        {`${student.firstName} ${student.lastName}`.trim() || t("noName")}
      </Link>
    ),
  },
  {
    key: "nationalId",
    header: t("nationalId"),
    cell: ({ student }) => <LtrText value={maskNationalId(student.nationalId)} copy={false} />,
  },
  {
    key: "class",
    header: t("rules"),
    cell: ({ student }) => <ClassWords of={student.studentClass} names={names} />,
  },
];

/** Who would go to whom, with that mentor's load after it. */
export function DrainMoves({ rows, names }: { rows: readonly DrainMove[]; names: Names }) {
  const t = useTranslations("drain");
  const columns: Column<DrainMove>[] = [
    ...studentColumns<DrainMove>(t, names),
    {
      key: "to",
      header: t("to"),
      cell: ({ to }) => <Link href={`/mentors/${to.id}`}>{to.name || <Code value={to.id} />}</Link>,
    },
    {
      key: "load",
      header: t("loadAfter"),
      cell: ({ to, loadBefore }) => <LoadBar load={loadBefore + 1} capacity={to.capacity} ours={1} />,
    },
    { key: "fitting", header: t("why"), cell: ({ fitting }) => t("fitting", { count: fitting }) },
  ];
  return (
    <DataTable
      caption={t("moves")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.student.id}
      empty={<EmptyState icon="students" title={t("nobodyMoves")} hint={t("nobodyMovesHint")} />}
    />
  );
}

const BOUND = new Set<string>(["PINNED", "TEMP_REVIEW", "ON_HOLD"]);

/** Who stays and why; the student's page is where a person can do something about it. */
export function DrainStays({ rows, names }: { rows: readonly DrainStay[]; names: Names }) {
  const t = useTranslations("drain");
  const tReasons = useTranslations("runs.reasons");
  const columns: Column<DrainStay>[] = [
    ...studentColumns<DrainStay>(t, names),
    {
      key: "reason",
      header: t("reason"),
      cell: ({ reason }) =>
        BOUND.has(reason) ? (
          <Chip tone="mute">{t(`bound.${reason as "PINNED"}`)}</Chip>
        ) : (
          <Chip tone="bad">{tReasons(reason as "NO_MENTORS")}</Chip>
        ),
    },
    {
      key: "cure",
      header: t("cure"),
      cell: ({ student, reason }) => (
        <Link href={`/students/${student.id}`}>
          {t(BOUND.has(reason) ? `cures.${reason as "PINNED"}` : "cures.byHand")}
        </Link>
      ),
    },
  ];
  return <DataTable caption={t("stays")} columns={columns} rows={rows} rowKey={(row) => row.student.id} />;
}
