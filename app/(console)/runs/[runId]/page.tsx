import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type Names, toNames } from "@/components/allocation/labels";
import { MadeBy } from "@/components/allocation/made-by";
import { RunActions } from "@/components/allocation/run-actions";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Chip, StatusChip } from "@/components/ui/status-chip";
import type { SearchParams } from "@/components/ui/table-view";
import { UrlTabs } from "@/components/ui/url-tabs";
import { DateTime, Num } from "@/components/ui/values";
import {
  cancelRunAction,
  discardRunAction,
  publishRunAction,
  replanRunAction,
  revertRunAction,
} from "@/lib/allocation/actions";
import { getRunSheet, type RunSheet } from "@/lib/allocation/ledger/queries";
import { getReview } from "@/lib/allocation/review/queries";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listCenters, listGroups } from "@/lib/student/queries";
import { CertificateTab } from "./certificate";
import { ChainsTab, hasChains } from "./chains";
import { DrainedMentor } from "./drain";
import { HistoryTab } from "./history";
import { MentorsTab } from "./mentors";
import { OverviewTab } from "./overview";
import { StatePanel } from "./state-panel";
import { StudentsTab } from "./students";
import { TABS, type Tab } from "./tabs";
import { UnplacedTab } from "./unplaced";

const ACTIONS = {
  publish: publishRunAction,
  discard: discardRunAction,
  cancel: cancelRunAction,
  revert: revertRunAction,
};

type Props = { params: Promise<{ runId: string }>; searchParams: Promise<SearchParams> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const [staff, { runId }, t, locale] = await Promise.all([
    requirePermission("run:read"),
    params,
    getTranslations("runs"),
    getLocale(),
  ]);
  const run = await getRunSheet(staff, runId);
  return { title: run === null ? t("page.one") : t("run", { number: formatCode(locale, run.number) }) };
};

/** One run: what state it is in, what can be done, what it decided and why. */
export default async function RunPage({ params, searchParams }: Props) {
  const staff = await requirePermission("run:read");
  const [{ runId }, search, locale] = await Promise.all([params, searchParams, getLocale()]);
  const [run, review, centers, groups] = await Promise.all([
    getRunSheet(staff, runId),
    getReview(staff, runId),
    listCenters(staff),
    listGroups(staff),
  ]);
  if (!run) notFound();
  const names = toNames(locale, { centers, groups });
  const tab = TABS.find((one) => one === search.tab) ?? "overview";
  const decided = run.planHash !== null;
  const shown = decided ? tab : "history";
  const needed = (gender: 0 | 1) => review.counters.find((one) => one.gender === gender)?.needed ?? 0;
  const mayExport = run.state === "PUBLISHED" && holds(staff, "export:create");
  const replan = holds(staff, "alloc:run") ? replanRunAction : null;
  return (
    <Page>
      <RunHeader
        run={run}
        names={names}
        actions={
          <RunActions
            run={run}
            numbers={{ girls: needed(0), boys: needed(1) }}
            actions={ACTIONS}
            replan={replan}
            exportHref={mayExport ? `/exports/new?run=${run.id}` : null}
          />
        }
      />
      <StatePanel run={run} review={review} replan={run.steps.includes("replan") ? replan : null} />
      {decided && <Tabs run={run} current={tab} />}
      {shown === "overview" && <OverviewTab staff={staff} run={run} review={review} names={names} />}
      {shown === "unplaced" && <UnplacedTab staff={staff} run={run} search={search} names={names} />}
      {shown === "chains" && <ChainsTab staff={staff} run={run} search={search} />}
      {shown === "students" && (
        <StudentsTab
          staff={staff}
          run={run}
          search={search}
          names={names}
          groups={groups}
          centers={centers}
        />
      )}
      {shown === "mentors" && <MentorsTab staff={staff} run={run} search={search} />}
      {shown === "certificate" && <CertificateTab staff={staff} run={run} names={names} />}
      {shown === "history" && <HistoryTab staff={staff} run={run} />}
    </Page>
  );
}

type HeaderProps = { run: RunSheet; names: Names; actions: React.ReactNode };

async function RunHeader({ run, names, actions }: HeaderProps) {
  const [t, locale] = await Promise.all([getTranslations("runs"), getLocale()]);
  const scope = run.centers.map((code) => names.centers[code] ?? formatCode(locale, code));
  const facts = {
    year: formatCode(locale, run.year),
    kind: t(`kinds.${run.kind}`),
    policy: t(`policies.${run.policy}`),
    centers: scope.length > 0 ? new Intl.ListFormat(locale).format(scope) : t("allCenters"),
  };
  return (
    <PageHeader
      title={t("run", { number: formatCode(locale, run.number) })}
      crumbs={[{ label: t("title"), href: "/runs" }]}
      chips={
        <>
          <StatusChip status={run.state} />
          {run.chosenStudents.length > 0 && (
            <Chip tone="info">{t("page.chosen", { n: run.chosenStudents.length })}</Chip>
          )}
          {run.drainedMentor && <DrainedMentor mentor={run.drainedMentor} />}
        </>
      }
      lead={t.rich("page.lead", {
        ...facts,
        name: () => <MadeBy name={run.createdByName} />,
        at: () => <DateTime at={run.createdAt} />,
      })}
      actions={actions}
    />
  );
}

async function Tabs({ run, current }: { run: RunSheet; current: Tab }) {
  const [t, tDrain] = await Promise.all([getTranslations("runs.page"), getTranslations("drain.run")]);
  const counts: Partial<Record<Tab, number>> = { unplaced: run.needsNewMentor, students: run.eligible };
  return (
    <UrlTabs
      label={t("tabs")}
      current={current}
      tabs={TABS.filter((key) => key !== "chains" || current === key || hasChains(run)).map((key) => {
        const count = counts[key];
        return {
          key,
          label: key === "unplaced" && run.kind === "DRAIN" ? tDrain("unplaced") : t(key),
          href: key === "overview" ? `/runs/${run.id}` : `?tab=${key}`,
          ...(count === undefined ? {} : { count: <Num value={count} /> }),
        };
      })}
    />
  );
}
