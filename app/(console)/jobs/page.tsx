import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { JobTable } from "@/components/jobs/job-table";
import { WorkerTable } from "@/components/jobs/worker-table";
import { AutoRefresh } from "@/components/ui/auto-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Cards, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatCard } from "@/components/ui/stat-card";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { Num } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { formatDuration, formatNumber } from "@/lib/i18n/format";
import { JOB_KINDS, JOB_STATES, JOBS_VIEW, listJobs, listWorkers, readQueueHealth } from "@/lib/jobs/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("jobs"))("title"),
});

const REFRESH_MS = 5_000;
const LATE_S = 60;

/** Background work: jobs, workers, queue and outbox. */
export default async function JobsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("metrics:read");
  const view = readView(await searchParams, JOBS_VIEW);
  const [t, tStatus, tPeriod, locale, { rows, total }, workers, health] = await Promise.all([
    getTranslations("jobs"),
    getTranslations("ui.status"),
    getTranslations("audit"),
    getLocale(),
    listJobs(staff, view),
    listWorkers(staff),
    readQueueHealth(staff),
  ]);
  const { counts } = health;
  const fields: FilterField[] = [
    {
      name: "state",
      label: t("state"),
      many: true,
      options: JOB_STATES.map((value) => ({ value, label: tStatus(value) })),
    },
    {
      name: "kind",
      label: t("kind"),
      many: true,
      options: JOB_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    {
      name: "period",
      label: tPeriod("period"),
      options: JOBS_VIEW.filters.period.map((value) => ({ value, label: tPeriod(`periods.${value}`) })),
    },
  ];
  const wait = (seconds: number) =>
    seconds > 0 ? t("waits", { time: formatDuration(locale, seconds) }) : t("nothingWaits");
  return (
    <Page>
      <AutoRefresh everyMs={REFRESH_MS} />
      <PageHeader title={t("title")} lead={t("lead")} />
      <Cards>
        <StatCard
          label={t("active")}
          value={<Num value={counts.RUNNING + counts.WAITING} />}
          hint={t("activeHint", { waiting: formatNumber(locale, counts.WAITING) })}
          tone="busy"
          href="?state=RUNNING,WAITING"
        />
        <StatCard
          label={tStatus("QUEUED")}
          value={<Num value={counts.QUEUED} />}
          hint={wait(health.oldestQueuedS)}
          tone={health.oldestQueuedS > LATE_S ? "warn" : "mute"}
          href="?state=QUEUED"
        />
        <StatCard
          label={t("failedToday")}
          value={<Num value={health.failedToday} />}
          hint={t("failedHint", { all: formatNumber(locale, counts.FAILED) })}
          tone={health.failedToday > 0 ? "bad" : "ok"}
          href="?state=FAILED&period=1"
        />
        <StatCard
          label={t("outbox")}
          value={<Num value={health.outboxPending} />}
          hint={
            health.outboxDead > 0
              ? t("outboxDead", { count: formatNumber(locale, health.outboxDead) })
              : wait(health.outboxLagS)
          }
          tone={health.outboxDead > 0 ? "bad" : health.outboxLagS > LATE_S ? "warn" : "ok"}
        />
      </Cards>
      <Panel title={t("workers")} hint={t("workersHint")} flush>
        <WorkerTable rows={workers} />
      </Panel>
      <Panel title={t("jobs")} flush>
        <FilterBar fields={fields} values={view.filters} params={view.params} />
        <JobTable
          rows={rows}
          total={total}
          view={view}
          empty={<EmptyState icon="jobs" title={t("empty")} hint={t("emptyHint")} />}
        />
      </Panel>
    </Page>
  );
}
