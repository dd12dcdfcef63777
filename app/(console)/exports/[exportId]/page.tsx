import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { MadeBy } from "@/components/allocation/made-by";
import { Notice } from "@/components/allocation/notice";
import { ExportContent, ProfileName } from "@/components/reporting/export-content";
import { ManifestLink } from "@/components/reporting/export-download";
import { ExportFiles, ExportWarnings } from "@/components/reporting/export-files";
import { RefusalText } from "@/components/ui/action-error";
import { Facts, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { ProgressPanel } from "@/components/ui/progress-panel";
import { StatusChip } from "@/components/ui/status-chip";
import { DateTime, Num } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { formatCode } from "@/lib/i18n/format";
import { type ExportDetail, getExport } from "@/lib/reporting/queries";
import { listCenters } from "@/lib/student/queries";

type Props = { params: Promise<{ exportId: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const [staff, { exportId }, t, locale] = await Promise.all([
    requirePermission("export:download"),
    params,
    getTranslations("exports"),
    getLocale(),
  ]);
  const made = await getExport(staff, exportId);
  return { title: made === null ? t("page.one") : t("export", { number: formatCode(locale, made.seq) }) };
};

const RUNNING = ["QUEUED", "RUNNING"] as const;

/** One export: how far it is, its files with their sha256, and what has to be known about it. */
export default async function ExportPage({ params }: Props) {
  const staff = await requirePermission("export:download");
  const { exportId } = await params;
  const [row, t, locale, centers] = await Promise.all([
    getExport(staff, exportId),
    getTranslations("exports"),
    getLocale(),
    listCenters(staff),
  ]);
  if (!row) notFound();
  const centerNames = toNames(locale, { centers, groups: [] }).centers;
  const title = t("export", { number: formatCode(locale, row.seq) });
  const moving = RUNNING.some((state) => state === row.state);
  return (
    <Page>
      <PageHeader
        title={title}
        lead={<ExportContent content={row} centerNames={centerNames} />}
        crumbs={[{ label: t("title"), href: "/exports" }]}
        chips={<StatusChip status={row.download === "expired" ? "EXPIRED" : row.state} />}
      />
      {moving && (
        <ProgressPanel
          topic={`export:${row.id}`}
          label={t("page.making")}
          state={row.state}
          done={row.job?.done ?? 0}
          total={row.job?.total ?? 0}
          running={[...RUNNING]}
        />
      )}
      {row.errorCode && row.state === "FAILED" && (
        <Notice tone="bad">
          <RefusalText refusal={{ ok: false, reason: row.errorCode, details: row.errorDetails }} />
        </Notice>
      )}
      <Files row={row} />
      {row.warnings.length > 0 && (
        <Panel title={t("page.warnings")}>
          <ExportWarnings warnings={row.warnings} />
        </Panel>
      )}
      <Panel title={t("page.facts")}>
        <Facts
          items={[
            { label: t("start.profile"), value: <ProfileName profile={row.profile} /> },
            { label: t("col.rows"), value: row.state === "READY" ? <Num value={row.rows} /> : null },
            { label: t("page.by"), value: <MadeBy name={row.createdByName} /> },
            { label: t("page.startedAt"), value: <DateTime at={row.createdAt} /> },
            { label: t("page.readyAt"), value: row.readyAt && <DateTime at={row.readyAt} /> },
            { label: t("page.expiresAt"), value: row.expiresAt && <DateTime at={row.expiresAt} /> },
          ]}
        />
      </Panel>
    </Page>
  );
}

async function Files({ row }: { row: ExportDetail }) {
  const t = await getTranslations("exports");
  if (row.download === "out-of-scope") return <Notice tone="warn">{t("outOfScope")}</Notice>;
  if (row.download === "expired") return <Notice tone="warn">{t("page.expired")}</Notice>;
  if (row.download !== "ready") return null;
  return (
    <Panel
      title={t("files")}
      hint={t("page.filesHint")}
      actions={row.manifestName && <ManifestLink exportId={row.id} name={row.manifestName} />}
      flush
    >
      <ExportFiles exportId={row.id} files={row.files} />
    </Panel>
  );
}
