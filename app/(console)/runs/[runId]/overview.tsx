import { getLocale, getTranslations } from "next-intl/server";
import { DeadLetters } from "@/components/allocation/dead-letters";
import { Duration } from "@/components/allocation/duration";
import type { Names } from "@/components/allocation/labels";
import { LoadHistogram } from "@/components/allocation/load-histogram";
import { PlacementTable } from "@/components/allocation/placement-table";
import { ReplayButton } from "@/components/allocation/replay-button";
import { ReasonChart } from "@/components/allocation/unplaced-groups";
import { ButtonLink } from "@/components/ui/button-link";
import { LtrText } from "@/components/ui/ltr-text";
import { Cards, Columns, Facts, Page, Panel } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Num } from "@/components/ui/values";
import { replayDeadLetterAction } from "@/lib/allocation/actions";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { replayRunAction } from "@/lib/allocation/repair/actions";
import { countMoved } from "@/lib/allocation/repair/decided";
import {
  listDeadLetters,
  listLoadChanges,
  listUnplacedClasses,
  type RunReview,
} from "@/lib/allocation/review/queries";
import type { Can } from "@/lib/auth/permissions";
import { formatPercent } from "@/lib/i18n/format";
import { DrainTotals } from "./drain";
import { NumbersTable } from "./numbers";

type Props = { staff: Can<"run:read">; run: RunSheet; review: RunReview; names: Names };

/** The result at a glance: counts, where, why not, how full everyone is afterwards, and the hashes that prove it. */
export async function OverviewTab({ staff, run, review, names }: Props) {
  const [t, tDrain, loads, unplaced, letters] = await Promise.all([
    getTranslations("runs"),
    getTranslations("drain"),
    listLoadChanges(staff, run.id),
    listUnplacedClasses(staff, run.id, { offset: 0, size: 0 }),
    run.dead > 0 ? listDeadLetters(staff, run.id) : [],
  ]);
  const mayReplay = run.steps.includes("replay");
  const drain = run.kind === "DRAIN";
  const histogram = (
    <Panel title={t("loads.title")} hint={t("loads.hint")}>
      <LoadHistogram mentors={loads} />
    </Panel>
  );
  return (
    <>
      {drain ? <DrainTotals staff={staff} run={run} /> : <Totals run={run} review={review} />}
      {letters.length > 0 && (
        <Panel title={t("dead.title")} hint={t("dead.hint")} flush>
          <DeadLetters letters={letters} replay={mayReplay ? replayDeadLetterAction : null} />
        </Panel>
      )}
      <Columns>
        <Page>
          {drain ? (
            histogram
          ) : (
            <>
              <Panel title={t("placement")} hint={t("placementHint")} flush>
                <PlacementTable cells={review.placement} names={names} />
              </Panel>
              <Panel title={t("page.numbers")} hint={t("page.numbersHint")} flush>
                <NumbersTable counters={review.counters} issued={run.countersIssued} />
              </Panel>
            </>
          )}
        </Page>
        <Page>
          {unplaced.reasons.size > 0 && (
            <Panel title={drain ? tDrain("stays") : t("page.reasons")} hint={t("page.reasonsHint")}>
              <ReasonChart reasons={unplaced.reasons} />
            </Panel>
          )}
          {!drain && histogram}
        </Page>
      </Columns>
      <Proof run={run} />
    </>
  );
}

async function Totals({ run, review }: Pick<Props, "run" | "review">) {
  const [t, locale] = await Promise.all([getTranslations("runs"), getLocale()]);
  const share = formatPercent(locale, run.eligible > 0 ? run.placed / run.eligible : 0, 1);
  const toIssue = review.counters.reduce((sum, one) => sum + one.needed, 0);
  const published = run.publishedPlaced > 0 || run.state === "PUBLISHED";
  return (
    <Cards>
      <StatCard
        label={t("page.eligible")}
        value={<Num value={run.eligible} />}
        hint={t("page.eligibleHint")}
        href="?tab=students"
      />
      <StatCard
        label={t("placed")}
        value={<Num value={run.placed} />}
        hint={t("page.placedHint", { share })}
        tone="ok"
        href="?tab=students&result=placed"
      />
      <StatCard
        label={t("unplaced")}
        value={<Num value={run.needsNewMentor} />}
        hint={t("page.unplacedHint", { count: run.needsNewMentor })}
        tone={run.needsNewMentor > 0 ? "bad" : "ok"}
        href="?tab=unplaced"
      />
      {run.repair !== null && (
        <StatCard
          label={t("page.moved")}
          value={<Num value={countMoved(run.repair)} />}
          hint={t("page.movedHint")}
          tone="info"
          href="?tab=chains"
        />
      )}
      {published ? (
        <StatCard
          label={t("page.issued")}
          value={<Num value={run.countersIssued} />}
          hint={t("page.issuedHint")}
          tone="info"
        />
      ) : (
        <StatCard
          label={t("page.toIssue")}
          value={<Num value={toIssue} />}
          hint={t("page.toIssueHint")}
          tone="info"
        />
      )}
      {(run.state === "REVERTED" || run.state === "REVERTING") && (
        <>
          <StatCard
            label={t("page.reversed")}
            value={<Num value={run.reversed} />}
            hint={t("page.reversedHint")}
          />
          <StatCard
            label={t("page.kept")}
            value={<Num value={run.kept} />}
            hint={t("page.keptHint")}
            tone={run.kept > 0 ? "warn" : "mute"}
            href="?tab=students&state=KEPT"
          />
        </>
      )}
    </Cards>
  );
}

const STEPS = ["snapshot", "decide", "store", "publish"] as const;

/** The hashes that prove the plan, and how long each step took. */
async function Proof({ run }: { run: RunSheet }) {
  const t = await getTranslations("runs");
  const durations = run.durations as Record<string, number | undefined>;
  const hash = (value: string | null) =>
    value ? <LtrText value={value} shown={`${value.slice(0, 16)}…`} /> : null;
  return (
    <Panel
      title={t("page.proof")}
      hint={t("page.proofHint")}
      actions={
        <ButtonLink href={`/runs/compare?b=${run.number}`} variant="outlined" size="small">
          {t("compare.title")}
        </ButtonLink>
      }
    >
      <ReplayButton runId={run.id} replay={replayRunAction} />
      <Facts
        items={[
          { label: t("page.inputHash"), value: hash(run.inputHash) },
          { label: t("page.planHash"), value: hash(run.planHash) },
          {
            label: t("switches"),
            value: run.switches.schoolFallback ? t("page.fallbackOn") : t("noSwitches"),
          },
          ...STEPS.filter((step) => durations[step] !== undefined).map((step) => ({
            label: t(`page.durations.${step}`),
            value: <Duration ms={durations[step] ?? null} />,
          })),
        ]}
      />
    </Panel>
  );
}
