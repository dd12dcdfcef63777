import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { BatchCounts } from "@/components/intake/batch-counts";
import { BatchStepper } from "@/components/intake/batch-stepper";
import { LoadsChoice } from "@/components/intake/loads-choice";
import { KeepFocus } from "@/components/ui/keep-focus";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusChip } from "@/components/ui/status-chip";
import type { SearchParams } from "@/components/ui/table-view";
import { ClosePanels } from "@/components/ui/use-panel";
import { DateTime } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { checkBatchAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import { type BatchSheet, getBatchSheet } from "@/lib/intake/review/queries";
import { dayInTehran } from "@/lib/shared/calendar";
import { listCenters, listGroups } from "@/lib/student/queries";
import { FilesPanel } from "./files";
import { RowsPanel } from "./rows";
import { StatePanel } from "./state-panel";
import { tabHref } from "./tabs";
import { ValuesPanel } from "./values";

type Props = { params: Promise<{ batchId: string }>; searchParams: Promise<SearchParams> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const [staff, { batchId }, t, locale] = await Promise.all([
    requirePermission("import:read"),
    params,
    getTranslations("import"),
    getLocale(),
  ]);
  const batch = await getBatchSheet(staff, batchId);
  return { title: batch === null ? t("page.one") : t("batch", { number: formatCode(locale, batch.number) }) };
};

/** One import batch: where it stands, what to do, what its files say and what they would change. */
export default async function BatchPage({ params, searchParams }: Props) {
  const staff = await requirePermission("import:read");
  const [{ batchId }, search, locale] = await Promise.all([params, searchParams, getLocale()]);
  const [t, batch, centers, groups] = await Promise.all([
    getTranslations("import"),
    getBatchSheet(staff, batchId),
    listCenters(staff),
    listGroups(staff),
  ]);
  if (!batch) notFound();
  const names = toNames(locale, { centers, groups });
  const mayCorrect = holds(staff, "quarantine:write") && batch.owned;
  const mayWrite = holds(staff, "import:write") && batch.owned;
  const hrefOf = (tab: string) => tabHref(search, tab);
  return (
    <Page>
      <BatchHeader batch={batch} />
      <Panel>
        <BatchStepper status={batch.status} failedAt={isRead(batch) ? "apply" : "check"} />
      </Panel>
      <KeepFocus label={t("now")}>
        <StatePanel staff={staff} batch={batch} mayWrite={mayWrite} quarantineHref={hrefOf("quarantined")} />
      </KeepFocus>
      {batch.rows > 0 && (
        <Panel>
          <BatchCounts counts={batch} hrefOf={hrefOf} full={batch.mode === "FULL"} />
        </Panel>
      )}
      {batch.kind === "mentors" && batch.rows > 0 && (
        <Panel title={t("load.title")} hint={t("load.text")}>
          <LoadsChoice
            batchId={batch.id}
            value={batch.loadsInclude && dayInTehran(batch.loadsInclude)}
            disabled={!mayWrite || !allows(batch.status, "check")}
            action={checkBatchAction}
          />
        </Panel>
      )}
      <FilesPanel batch={batch} mayWrite={mayWrite} mayCorrect={mayCorrect} staffId={staff.id} />
      <ValuesPanel staff={staff} batch={batch} names={names} mayWrite={mayWrite} />
      {batch.rows > 0 && <RowsPanel staff={staff} batch={batch} search={search} names={names} />}
      <ClosePanels />
    </Page>
  );
}

/** Whether the check got through all files: what failed then failed later. */
const isRead = ({ rows, files }: BatchSheet): boolean =>
  rows > 0 && files.every(({ status }) => status === "VALID");

async function BatchHeader({ batch }: { batch: BatchSheet }) {
  const [t, locale] = await Promise.all([getTranslations("import"), getLocale()]);
  const facts = {
    kind: t(`kind.${batch.kind}`),
    mode: t(`info.modeShort.${batch.mode}` as never),
    name: () => <bdi>{batch.createdByName || t("somebody")}</bdi>,
    at: () => <DateTime at={batch.createdAt} />,
  };
  return (
    <PageHeader
      title={t("batch", { number: formatCode(locale, batch.number) })}
      crumbs={[{ label: t("title"), href: "/imports" }]}
      chips={<StatusChip status={batch.status} />}
      lead={
        batch.year === null
          ? t.rich("leadNoYear", facts)
          : t.rich("leadYear", { ...facts, year: formatCode(locale, batch.year) })
      }
    />
  );
}
