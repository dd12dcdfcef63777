import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { UndoPanel } from "@/components/intake/undo-panel";
import { UndoTable } from "@/components/intake/undo-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Cards, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatCard } from "@/components/ui/stat-card";
import { StatusChip } from "@/components/ui/status-chip";
import { Num } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode, formatList } from "@/lib/i18n/format";
import { undoBatchAction } from "@/lib/intake/actions";
import { tellsUndo } from "@/lib/intake/batch/state";
import { type BatchSheet, getBatchSheet } from "@/lib/intake/review/queries";
import { getUndoReport, NAMED_MAX, type UndoReport } from "@/lib/intake/undo/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("import"))("page.undo"),
});

type Props = { params: Promise<{ batchId: string }> };

/** What taking an import back would do, or what it did: what goes back, what stays and why. */
export default async function UndoPage({ params }: Props) {
  const staff = await requirePermission("import:read");
  const { batchId } = await params;
  const [t, tImport, locale, batch] = await Promise.all([
    getTranslations("import.undo"),
    getTranslations("import"),
    getLocale(),
    getBatchSheet(staff, batchId),
  ]);
  if (!batch || !tellsUndo(batch.status)) notFound();
  const number = formatCode(locale, batch.number);
  const ready = batch.status !== "REVERTED" && batch.status !== "REVERTING";
  return (
    <Page>
      <PageHeader
        title={t("title", { number })}
        lead={t(ready ? "lead" : "leadDone")}
        crumbs={[
          { label: tImport("title"), href: "/imports" },
          { label: tImport("batch", { number }), href: `/imports/${batch.id}` },
        ]}
        chips={<StatusChip status={batch.status} />}
      />
      <Suspense fallback={<Reading ready={ready} />}>
        <Report staff={staff} batch={batch} ready={ready} />
      </Suspense>
    </Page>
  );
}

/** What stands there while the rows of a long import are judged: the same cards and panel, without numbers. */
async function Reading({ ready }: { ready: boolean }) {
  const [t, tUi] = await Promise.all([getTranslations("import.undo"), getTranslations("ui")]);
  return (
    <>
      <Cards>
        <StatCard label={t(ready ? "willReverse" : "reversed")} value="…" tone="ok" />
        <StatCard label={t(ready ? "willKeep" : "kept")} value="…" />
      </Cards>
      <Panel flush title={t(ready ? "keptTitle" : "keptTitleDone")}>
        <div aria-busy="true" role="status">
          <EmptyState icon="waiting" title={tUi("loading")} />
        </div>
      </Panel>
    </>
  );
}

type ReportProps = { staff: Can<"import:read">; batch: BatchSheet; ready: boolean };

async function Report({ staff, batch, ready }: ReportProps) {
  const [t, locale, report] = await Promise.all([
    getTranslations("import.undo"),
    getLocale(),
    getUndoReport(staff, batch.id),
  ]);
  // Gone since the page began.
  if (!report) notFound();
  const mayUndo = holds(staff, "import:write") && batch.owned && ready;
  const isCut = report.left.length < report.kept + report.errored;
  return (
    <>
      <Counts report={report} ready={ready} />
      {mayUndo && (
        <UndoPanel
          batchId={batch.id}
          number={formatCode(locale, batch.number)}
          version={batch.version}
          counts={{ reversed: report.reversed, kept: report.kept }}
          action={undoBatchAction}
        />
      )}
      <Panel
        flush
        title={t(ready ? "keptTitle" : "keptTitleDone")}
        hint={isCut ? t("first", { count: NAMED_MAX }) : undefined}
      >
        <UndoTable
          kind={batch.kind}
          left={report.left}
          empty={<EmptyState icon="check" title={t("keptNone")} hint={t("keptNoneHint")} />}
        />
      </Panel>
    </>
  );
}

async function Counts({ report, ready }: { report: UndoReport; ready: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("import.undo"), getLocale()]);
  const why = report.reasons.map(({ code, count }) =>
    t("reasonCount", { reason: t(`short.${codeOf(code)}`), count }),
  );
  return (
    <Cards>
      <StatCard
        label={t(ready ? "willReverse" : "reversed")}
        value={<Num value={report.reversed} />}
        tone="ok"
      />
      <StatCard
        label={t(ready ? "willKeep" : "kept")}
        value={<Num value={report.kept} />}
        tone={report.kept > 0 ? "warn" : "mute"}
        {...(why.length > 0 ? { hint: formatList(locale, why) } : {})}
      />
      {!ready && (
        <StatCard
          label={t("errored")}
          value={<Num value={report.errored} />}
          tone={report.errored > 0 ? "bad" : "mute"}
        />
      )}
    </Cards>
  );
}

const CODES = ["ALLOCATED", "COUNTER", "EDITED", "REFERRED", "GONE", "CAPACITY_FULL"] as const;
const codeOf = (code: string) => CODES.find((known) => known === code) ?? "OTHER";
