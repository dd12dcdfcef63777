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
  const items = [
    ...student.assignments.flatMap((one) => [startOf(one), endOf(one)].filter((item) => item !== null)),
    ...changes.map(changeOf),
    { key: "created", at: student.createdAt, title: t("created") } satisfies TimelineItem,
  ];
  return <Timeline items={items.sort((a, b) => timeOf(b) - timeOf(a))} />;
}

const timeOf = (item: TimelineItem): number => new Date(item.at).getTime();

const startOf = (one: AssignmentDetail): TimelineItem => ({
  key: `${one.id}-start`,
  at: one.at,
  title: <StartWords of={one} />,
  detail: <RunLink of={one} />,
  tone: one.mentor ? "ok" : "bad",
});

const endOf = (one: AssignmentDetail): TimelineItem | null =>
  one.endedAt
    ? {
        key: `${one.id}-end`,
        at: one.endedAt,
        title: <EndWords reason={one.endedReason} />,
        detail: one.mentor?.name,
        tone: "warn",
      }
    : null;

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
  if (!of.run) return of.reason ?? t("byHand");
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
