import Link from "next/link";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/page";
import { Num, Percent } from "@/components/ui/values";
import { classKey, type StudentClass } from "@/lib/allocation/classes";
import { type MentorShift, NEW_MENTOR_FROM, type Outlook, type WhatIf } from "@/lib/allocation/what-if";
import css from "./capacity.module.css";
import type { Names } from "./labels";
import { Notice } from "./notice";
import { ClassWords } from "./student-class";

type Props = { told: WhatIf; names: Names; mentorNames: Readonly<Record<number, string>> };

type Line = {
  readonly key: string;
  readonly label: React.ReactNode;
  readonly before: number;
  readonly after: number;
  /** Whether less is better, more is better, or neither. */
  readonly good: "less" | "more" | null;
  readonly share?: true;
};

/** A number after the changes with what it differs by. */
function After({ line }: { line: Line }) {
  const delta = line.after - line.before;
  const tone =
    line.good === null || delta === 0 ? "" : delta < 0 === (line.good === "less") ? css.better : css.worse;
  return (
    <>
      {line.share ? <Percent ratio={line.after} /> : <Num value={line.after} />}
      {delta !== 0 && !line.share && (
        <span className={`${css.delta} ${tone}`} dir="ltr">
          {delta > 0 ? "+" : "−"}
          <Num value={Math.abs(delta)} />
        </span>
      )}
    </>
  );
}

function SideTable({ caption, head, lines }: { caption: string; head: string; lines: readonly Line[] }) {
  const t = useTranslations("capacity.whatIf");
  const columns: Column<Line>[] = [
    { key: "label", header: head, primary: true, cell: (line) => line.label },
    {
      key: "before",
      header: t("before"),
      align: "end",
      cell: (line) => (line.share ? <Percent ratio={line.before} /> : <Num value={line.before} />),
    },
    { key: "after", header: t("after"), align: "end", cell: (line) => <After line={line} /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={lines} rowKey={(line) => line.key} />;
}

const CLASSES_SHOWN = 12;
const MENTORS_SHOWN = 20;

function totals(t: (key: string) => string, before: Outlook, after: Outlook): Line[] {
  const line = (
    key: string,
    pick: (side: Outlook) => number,
    good: Line["good"] = null,
    share = false,
  ): Line => ({
    key,
    label: t(`rows.${key}`),
    before: pick(before),
    after: pick(after),
    good,
    ...(share ? { share: true as const } : {}),
  });
  return [
    line("students", (side) => side.students),
    line("placed", (side) => side.placed, "more"),
    line("waiting", (side) => side.waiting, "less"),
    line("full", (side) => side.spread.full, "less"),
    line("lowest", (side) => side.spread.lowest, null, true),
    line("median", (side) => side.spread.median, null, true),
    line("highest", (side) => side.spread.highest, null, true),
  ];
}

/** Pairs what both sides list under the same key. */
function paired<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
  sizeOf: (one: T) => number,
) {
  const found = new Map<string, { one: T; before: number; after: number }>();
  for (const one of before) found.set(keyOf(one), { one, before: sizeOf(one), after: 0 });
  for (const one of after) {
    const known = found.get(keyOf(one));
    if (known) known.after = sizeOf(one);
    else found.set(keyOf(one), { one, before: 0, after: sizeOf(one) });
  }
  return [...found].map(([key, value]) => ({ key, ...value }));
}

/** Before and after, side by side: totals, reasons, classes that change, mentors who get more or fewer. */
export function WhatIfResult({ told, names, mentorNames }: Props) {
  const t = useTranslations("capacity.whatIf");
  const tRuns = useTranslations("runs");
  const { before, after } = told;
  const gain = before.waiting - after.waiting;
  const reasons = paired(
    before.byReason,
    after.byReason,
    (one) => one.reason,
    (one) => one.students,
  );
  const classes = paired(
    before.byClass,
    after.byClass,
    (one) => classKey(one.studentClass),
    (one) => one.students,
  ).filter((one) => one.before !== one.after);
  const lines = (
    rows: readonly { key: string; before: number; after: number }[],
    label: (i: number) => React.ReactNode,
  ) =>
    rows.map(({ key, before: was, after: is }, i) => ({
      key,
      label: label(i),
      before: was,
      after: is,
      good: "less" as const,
    }));
  const classWords = (of: StudentClass) => <ClassWords of={of} names={names} />;
  return (
    <div className={css.sides}>
      <Notice tone={gain > 0 ? "ok" : gain < 0 ? "warn" : "info"}>
        {gain === 0 ? t("noGain") : t(gain > 0 ? "gain" : "loss", { n: Math.abs(gain) })}
        {told.returning > 0 && <> {t("returning", { n: told.returning })}</>} {t("nothingWritten")}
      </Notice>
      <SideTable
        caption={t("totals")}
        head={t("measure")}
        lines={totals((key) => t(key as never), before, after)}
      />
      {reasons.length > 0 && (
        <SideTable
          caption={t("byReason")}
          head={t("byReason")}
          lines={lines(reasons, (i) => tRuns(`reasons.${reasons[i]!.one.reason}`))}
        />
      )}
      {classes.length > 0 && (
        <SideTable
          caption={t("byClass")}
          head={t("byClass")}
          lines={lines(classes.slice(0, CLASSES_SHOWN), (i) => classWords(classes[i]!.one.studentClass))}
        />
      )}
      {told.mentors.length > 0 && <Shifts rows={told.mentors} mentorNames={mentorNames} />}
    </div>
  );
}

function Shifts({ rows, mentorNames }: { rows: readonly MentorShift[]; mentorNames: Props["mentorNames"] }) {
  const t = useTranslations("capacity.whatIf");
  const nameOf = (id: number) =>
    id >= NEW_MENTOR_FROM ? t("newMentor") : <Link href={`/mentors/${id}`}>{mentorNames[id] || id}</Link>;
  return (
    <Panel title={t("mentors", { n: rows.length })} flush>
      <SideTable
        caption={t("mentors", { n: rows.length })}
        head={t("mentor")}
        lines={rows.slice(0, MENTORS_SHOWN).map((one) => ({
          key: String(one.id),
          label: nameOf(one.id),
          before: one.before,
          after: one.after,
          good: null,
        }))}
      />
    </Panel>
  );
}
