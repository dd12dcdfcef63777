import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "@/components/allocation/notice";
import { LoadBar } from "@/components/ui/load-bar";
import { Facts, Panel } from "@/components/ui/page";
import { Chip, StatusChip } from "@/components/ui/status-chip";
import { Code, DateTime } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import type { StudentDetail } from "@/lib/student/directory/queries";

import { Stack } from "./sections";

export type AssignmentDetail = StudentDetail["assignments"][number];

type Props = {
  student: StudentDetail;
  /** The assignment that holds now: active, or the open search for a mentor; null = none. */
  current: AssignmentDetail | null;
  /** Words of the rules that no longer hold, for an assignment under review. */
  reviewWords: string;
  /** The run that has decided about the student but is not published. */
  plannedIn: { id: string; number: number } | null;
  actions: ReactNode;
  /** What can be done by hand; null for whoever may not. */
  manual: ReactNode;
};

/** Where the student is now: with whom, since when, from which run; or why not. */
export function AssignmentPanel({ student, current, reviewWords, plannedIn, actions, manual }: Props) {
  const t = useTranslations("students.detail");
  const locale = useLocale();
  const run = current?.run ? formatCode(locale, current.run.number) : null;
  return (
    <Panel title={t("assignment")} actions={actions}>
      <Stack>
        {student.withdrawn && <Notice tone="info">{t("withdrawnText")}</Notice>}
        {!student.withdrawn && student.onHold && <Notice tone="warn">{t("onHoldText")}</Notice>}
        {current?.status === "TEMP_REVIEW" && (
          <Notice tone="warn">
            <p>
              <b>{t("reviewTitle")}</b>
            </p>
            <p>
              {t(current.reviewOrigin === "OVERRIDE" ? "overrideText" : "reviewText", { codes: reviewWords })}
            </p>
          </Notice>
        )}
        {current?.status === "NEEDS_NEW_MENTOR" && (
          <Notice tone="bad">{run ? t("needsMentor", { number: run }) : t("needsMentorNoRun")}</Notice>
        )}
        {!current && !student.onHold && !student.withdrawn && (
          <Notice tone="info">
            <p>
              <b>{t("noAssignment")}</b>
            </p>
            {plannedIn ? (
              <p>
                {t.rich("planned", {
                  number: formatCode(locale, plannedIn.number),
                  link: (chunks) => <Link href={`/runs/${plannedIn.id}`}>{chunks}</Link>,
                })}
              </p>
            ) : (
              <p>{t("noAssignmentHint")}</p>
            )}
          </Notice>
        )}
        {current?.mentor && <Placement current={current} mentor={current.mentor} />}
        {manual}
      </Stack>
    </Panel>
  );
}

type PlacementProps = { current: AssignmentDetail; mentor: NonNullable<AssignmentDetail["mentor"]> };

function Placement({ current, mentor }: PlacementProps) {
  const t = useTranslations("students.detail");
  const locale = useLocale();
  return (
    <Facts
      items={[
        {
          label: t("mentor"),
          value: (
            <>
              <Link href={`/mentors/${mentor.id}`}>{mentor.name || <Code value={mentor.id} />}</Link>{" "}
              <span className="tk-muted">
                <Code value={mentor.id} />
              </span>
            </>
          ),
        },
        {
          label: t("occupancy"),
          value: <LoadBar load={mentor.load} capacity={mentor.capacity} ours={mentor.ownLoad} />,
        },
        {
          label: t("run"),
          value: current.run ? (
            <Link href={`/runs/${current.run.id}`}>
              {t("runNumber", { number: formatCode(locale, current.run.number) })}
            </Link>
          ) : (
            <ByHand reason={current.reason} />
          ),
        },
        { label: t("since"), value: <DateTime at={current.at} /> },
        {
          label: t("state"),
          value: (
            <>
              <StatusChip status={current.status} />{" "}
              {current.pinned && <Chip tone="info">{t("pinned")}</Chip>}
              {current.countedBatchId && <span className="tk-muted tk-block">{t("counted")}</span>}
            </>
          ),
        },
      ]}
    />
  );
}

/** «دستی · درخواست خانواده» */
function ByHand({ reason }: { reason: string | null }) {
  const t = useTranslations("students.detail");
  const tReasons = useTranslations("manual.reasons");
  return (
    <>
      {t("byHand")}
      {reason !== null && tReasons.has(reason as never) && (
        <span className="tk-muted tk-block">{tReasons(reason as never)}</span>
      )}
    </>
  );
}
