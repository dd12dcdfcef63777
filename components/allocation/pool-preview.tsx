import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Page, Panel } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Chip } from "@/components/ui/status-chip";
import { Num } from "@/components/ui/values";
import type { OutCode } from "@/lib/mentor/availability";
import { Bars } from "./bars";
import { Notice } from "./notice";
import css from "./pool-preview.module.css";

export type PoolPreviewData = {
  /** Waiting students and places left, per gender; places are those of mentors who take part. */
  readonly genders: readonly { gender: 0 | 1; students: number; mentors: number; places: number }[];
  readonly notEligible: { placed: number; onHold: number; withdrawn: number };
  readonly mentors: { total: number; inPool: number; out: readonly { code: OutCode; mentors: number }[] };
};

/** What a run would meet if it were started now: an empty run is understood before it is refused. */
export function PoolPreview({ preview }: { preview: PoolPreviewData }) {
  const t = useTranslations("runs.preview");
  const tCodes = useTranslations("runs.codes");
  const { genders, mentors } = preview;
  const sum = (pick: (row: (typeof genders)[number]) => number) =>
    genders.reduce((total, row) => total + pick(row), 0);
  const students = sum((row) => row.students);
  const left = mentors.out.reduce((total, one) => total + one.mentors, 0);
  return (
    <Page>
      <div className={css.cards}>
        <StatCard
          label={t("students")}
          value={<Num value={students} />}
          hint={t("studentsHint", preview.notEligible)}
          tone={students > 0 ? "info" : "bad"}
        />
        <StatCard
          label={t("mentors")}
          value={<Num value={mentors.inPool} />}
          hint={t("mentorsHint", { left })}
          tone={mentors.inPool > 0 ? "info" : "bad"}
        />
        <StatCard
          label={t("places")}
          value={<Num value={sum((row) => row.places)} />}
          hint={t("placesHint")}
        />
      </div>
      <Panel title={t("byGender")} hint={t("byGenderHint")} flush>
        <GenderTable rows={genders} />
      </Panel>
      {left > 0 && (
        <Panel title={t("out", { count: left })} hint={t("outHint")}>
          <Bars
            bars={mentors.out.map((one) => ({ key: one.code, label: tCodes(one.code), value: one.mentors }))}
          />
        </Panel>
      )}
    </Page>
  );
}

function GenderTable({ rows }: { rows: PoolPreviewData["genders"] }) {
  const t = useTranslations("runs.preview");
  const tRuns = useTranslations("runs");
  type Row = (typeof rows)[number];
  const columns: Column<Row>[] = [
    { key: "gender", header: t("gender"), primary: true, cell: (r) => tRuns(`gender.${r.gender}`) },
    { key: "students", header: t("waiting"), align: "end", cell: (r) => <Num value={r.students} /> },
    { key: "mentors", header: t("mentorsWithPlace"), align: "end", cell: (r) => <Num value={r.mentors} /> },
    { key: "places", header: t("places"), align: "end", cell: (r) => <Num value={r.places} /> },
    { key: "verdict", header: t("verdict"), cell: (r) => <Verdict {...r} /> },
  ];
  return <DataTable caption={t("byGender")} columns={columns} rows={rows} rowKey={(r) => r.gender} />;
}

function Verdict({ students, places }: { students: number; places: number }) {
  const t = useTranslations("runs.preview");
  if (students === 0) return <Chip tone="mute">{t("nobodyWaits")}</Chip>;
  if (places >= students) return <Chip tone="ok">{t("enough")}</Chip>;
  return <Chip tone="warn">{t("short", { count: students - places })}</Chip>;
}

/** What would make the server refuse, with the way out; nothing where a run can start. */
export function RunObstacle({ preview }: { preview: PoolPreviewData }) {
  const t = useTranslations("runs.preview");
  const students = preview.genders.reduce((total, row) => total + row.students, 0);
  const link = (href: string) => (chunks: React.ReactNode) => <Link href={href}>{chunks}</Link>;
  if (students === 0) {
    const alreadyPlaced = preview.notEligible.placed > 0;
    return (
      <Notice tone="bad">
        {t.rich(alreadyPlaced ? "allPlaced" : "noStudents", { a: link("/imports/new") })}
      </Notice>
    );
  }
  if (preview.mentors.inPool === 0)
    return (
      <Notice tone="bad">
        {t.rich(preview.mentors.total === 0 ? "noMentors" : "allOut", { a: link("/imports/new") })}
      </Notice>
    );
  return null;
}

/** The form and, wider, what it would meet. */
export function Beside({ children }: { children: React.ReactNode }) {
  return <div className={css.beside}>{children}</div>;
}
