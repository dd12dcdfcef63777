import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/allocation/notice";
import { ReplanButton } from "@/components/allocation/replan-button";
import { type StaleChange, StaleChanges } from "@/components/allocation/stale-changes";
import type { ServerAction } from "@/components/ui/outcome";
import { Panel } from "@/components/ui/page";
import { ProgressPanel } from "@/components/ui/progress-panel";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import type { RunReview } from "@/lib/allocation/review/queries";
import { refusalValues } from "@/lib/i18n/refusal";

type Props = { run: RunSheet; review: RunReview; replan: ServerAction<{ runId: string }> | null };

/** What the state of a run means right now, and what it wants from the reader. Nothing for a published one: it speaks for itself. */
export function StatePanel({ run, review, replan }: Props) {
  const t = useTranslations("runs.page");
  switch (run.state) {
    case "PLANNING":
    case "PUBLISHING":
    case "REVERTING":
      return <Working run={run} />;
    case "PLANNED":
      return <Planned run={run} review={review} />;
    case "FAILED":
      return <Failed run={run} replan={replan} />;
    case "CANCELLED":
      return <Notice tone="warn">{t("cancelled", { done: run.cursor, total: run.eligible })}</Notice>;
    case "DISCARDED":
      return <Notice tone="info">{t("discarded")}</Notice>;
    case "REVERTED":
      return <Notice tone="info">{t("reverted")}</Notice>;
    default:
      return null;
  }
}

const LABELS = { PLANNING: "planning", PUBLISHING: "publishing", REVERTING: "reverting" } as const;

function Working({ run }: { run: RunSheet }) {
  const t = useTranslations("runs.page");
  const state = run.state as keyof typeof LABELS;
  const note = run.cancelRequested
    ? t("cancelling")
    : run.job?.state === "WAITING"
      ? t("waiting")
      : run.job?.state === "QUEUED"
        ? t("queued")
        : t("goesOn");
  return (
    <Panel>
      <ProgressPanel
        topic={`run:${run.id}`}
        label={t(LABELS[state])}
        state={run.state}
        done={run.cursor}
        total={run.eligible}
        running={["PLANNING", "PUBLISHING", "REVERTING"]}
        note={note}
      />
    </Panel>
  );
}

function Planned({ run, review }: Pick<Props, "run" | "review">) {
  const t = useTranslations("runs");
  const tDrain = useTranslations("drain.run");
  const short = review.counters.filter(({ needed, left }) => needed > left);
  if (short.length === 0)
    return <Notice tone="info">{run.kind === "DRAIN" ? tDrain("review") : t("page.review")}</Notice>;
  return (
    <Notice tone="bad">
      {short.map(({ gender, needed, left }) => (
        <p key={gender}>{t("page.numbersShort", { gender: t(`gender.${gender}`), needed, left })}</p>
      ))}
    </Notice>
  );
}

type Stale = { changes?: readonly StaleChange[]; mentors?: number; students?: number };

/** Why a run failed: the refusal in words, and for a stale plan the list of what changed with one click to plan again. */
function Failed({ run, replan }: Omit<Props, "review">) {
  const t = useTranslations("runs");
  const tErrors = useTranslations("errors");
  const locale = useLocale();
  const details = (run.errorDetails ?? {}) as Record<string, unknown>;
  const code = run.errorCode ?? "INTERNAL";
  const stale = code === "PLAN_STALE" ? (details as Stale) : null;
  const changes = stale?.changes ?? [];
  const again = replan && <ReplanButton runId={run.id} action={replan} label={t("actions.replan.button")} />;
  const more = (stale?.mentors ?? 0) + (stale?.students ?? 0) - changes.length;
  return (
    <>
      <Notice tone="bad">
        <p>
          <strong>{t("page.failed")}</strong>
        </p>
        <p>
          {stale
            ? t("stale.text")
            : tErrors.has(code as never)
              ? tErrors(code as never, refusalValues(locale, details) as never)
              : code}
        </p>
        {run.cursor > 0 && <p>{t("stale.rest")}</p>}
        {changes.length === 0 && again}
      </Notice>
      {changes.length > 0 && (
        <Panel title={t("stale.title")} flush actions={again}>
          <StaleChanges changes={changes} more={more} />
        </Panel>
      )}
    </>
  );
}
