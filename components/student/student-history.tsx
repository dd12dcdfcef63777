import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatCode } from "@/lib/i18n/format";
import type { StudentChange, StudentDetail } from "@/lib/student/directory/queries";
import { Timeline, type TimelineItem } from "./timeline";

type AssignmentDetail = StudentDetail["assignments"][number];
type Props = { student: StudentDetail; changes: readonly StudentChange[] };

/** Everything that happened to a student, newest first: assignments with their ends, and what people changed. */
export function StudentHistory({ student, changes }: Props) {
  const t = useTranslations("students.event");
  const steps = changes.flatMap((change) => manualStepOf(change) ?? []);
  const started = new Map(steps.map((step) => [step.assignmentId, step]));
  const ended = new Map(steps.map((step) => [step.ended, step]));
  const items = [
    ...student.assignments.flatMap((one) =>
      [startOf(one, started.get(one.id)), endOf(one, ended.get(one.id))].filter((item) => item !== null),
    ),
    // A step by hand is told with the placement it made or ended, not twice.
    ...changes.filter((change) => manualStepOf(change) === null).map(changeOf),
    { key: "created", at: student.createdAt, title: t("created") } satisfies TimelineItem,
  ];
  return <Timeline items={items.sort((a, b) => timeOf(b) - timeOf(a))} />;
}

const timeOf = (item: TimelineItem): number => new Date(item.at).getTime();

const startOf = (one: AssignmentDetail, step?: ManualStep): TimelineItem => ({
  key: `${one.id}-start`,
  at: one.at,
  title: <StartWords of={one} />,
  detail: step || !one.run ? <WhyWords reason={one.reason} note={one.note} /> : <RunLink of={one} />,
  ...(step ? { by: step.by } : {}),
  tone: one.mentor ? "ok" : "bad",
});

const endOf = (one: AssignmentDetail, step?: ManualStep): TimelineItem | null =>
  one.endedAt
    ? {
        key: `${one.id}-end`,
        at: one.endedAt,
        title: <EndWords reason={one.endedReason} />,
        detail: (
          <>
            {one.mentor?.name}
            {step?.assignmentId === null && (
              <span className="tk-block">
                <WhyWords reason={step.reason} note={step.note} />
              </span>
            )}
          </>
        ),
        ...(step ? { by: step.by } : {}),
        tone: "warn",
      }
    : null;

/** A placement made, moved or ended by hand, as the audit row of the student tells it. */
type ManualStep = {
  readonly by: string;
  /** The placement it made; null when it only ended one. */
  readonly assignmentId: string | null;
  readonly ended: string | null;
  readonly reason: string | null;
  readonly note: string | null;
};

const MANUAL_ACTIONS = new Set(
  ["assign", "reassign", "unassign"].map((verb) => `allocation.assignment.${verb}`),
);

function manualStepOf({ action, actorName, diff }: StudentChange): ManualStep | null {
  if (!MANUAL_ACTIONS.has(action)) return null;
  const facts = (diff ?? {}) as Record<string, unknown>;
  const text = (key: string) => (typeof facts[key] === "string" ? (facts[key] as string) : null);
  return {
    by: actorName,
    assignmentId: text("assignmentId"),
    ended: text("ended"),
    reason: text("reason"),
    note: text("note"),
  };
}

/** «دستی · کنار خواهر یا برادر» and the note; a reason without words shows as itself. */
function WhyWords({ reason, note }: { reason: string | null; note: string | null }) {
  const t = useTranslations("students.detail");
  const tReasons = useTranslations("manual.reasons");
  const word = reason && tReasons.has(reason as never) ? tReasons(reason as never) : reason;
  return (
    <>
      {word ? t("byHandWhy", { reason: word }) : t("byHand")}
      {note && <q className="tk-block">{note}</q>}
    </>
  );
}

const changeOf = (change: StudentChange, index: number): TimelineItem => ({
  key: `change-${index}`,
  at: change.at,
  title: <ChangeWords action={change.action} />,
  detail: reasonOf(change.diff),
  by: change.actorName,
  tone: "info",
});

function StartWords({ of }: { of: AssignmentDetail }): ReactNode {
  const t = useTranslations("students.event");
  if (!of.mentor) return of.supersededBy ? t("unplacedClosed") : t("unplaced");
  return t("assigned", { mentor: of.mentor.name || String(of.mentor.id) });
}

function RunLink({ of }: { of: AssignmentDetail }) {
  const t = useTranslations("students.detail");
  const locale = useLocale();
  if (!of.run) return t("byHand");
  return (
    <Link href={`/runs/${of.run.id}`}>{t("runNumber", { number: formatCode(locale, of.run.number) })}</Link>
  );
}

function EndWords({ reason }: { reason: string | null }) {
  const t = useTranslations("students.event.ended");
  return t.has(reason as never) ? t(reason as never) : t("other");
}

/** `allocation.student.hold` → «تخصیص متوقف شد»; a new kind of change shows its name until it has words. */
function ChangeWords({ action }: { action: string }) {
  const t = useTranslations("students.event.change");
  const key = action.split(".").at(-1) ?? action;
  return t.has(key as never) ? t(key as never) : <bdi dir="ltr">{action}</bdi>;
}

/** The reason a person gave, where the audit row has one. */
const reasonOf = (diff: unknown): string | undefined => {
  const reason =
    typeof diff === "object" && diff !== null ? (diff as Record<string, unknown>).reason : undefined;
  return typeof reason === "string" ? reason : undefined;
};
