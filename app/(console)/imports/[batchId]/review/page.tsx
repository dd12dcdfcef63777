import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { ReviewGrid } from "@/components/intake/review-grid";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusChip } from "@/components/ui/status-chip";
import type { SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { editRowAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import type { Layout } from "@/lib/intake/check/layout";
import { COLUMNS } from "@/lib/intake/columns";
import { type BatchSheet, getBatchSheet, listBatchIssues } from "@/lib/intake/review/queries";
import { readRowPlacesAction, readRowWindowAction } from "@/lib/intake/review/table/actions";
import { placesOf } from "@/lib/intake/review/table/places";
import { readRowPlaces, readRowWindow } from "@/lib/intake/review/table/queries";
import { WINDOW_ROWS } from "@/lib/intake/review/table/schema";
import { undoEditAction } from "@/lib/intake/row/undo/actions";
import { listCenters, listGroups } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("import"))("page.review"),
});

type Props = { params: Promise<{ batchId: string }>; searchParams: Promise<SearchParams> };

/** The rows of a batch as a sheet that is corrected in place, by keyboard. */
export default async function ReviewPage({ params, searchParams }: Props) {
  const staff = await requirePermission("quarantine:write");
  if (!holds(staff, "import:read")) notFound();
  const { batchId } = await params;
  const [t, tImport, locale, batch] = await Promise.all([
    getTranslations("import.grid"),
    getTranslations("import"),
    getLocale(),
    getBatchSheet(staff, batchId),
  ]);
  if (!batch) notFound();
  const batchName = tImport("batch", { number: formatCode(locale, batch.number) });
  return (
    <Page>
      <PageHeader
        title={t("title", { number: formatCode(locale, batch.number) })}
        lead={t("lead")}
        crumbs={[
          { label: tImport("title"), href: "/imports" },
          { label: batchName, href: `/imports/${batch.id}` },
        ]}
        chips={<StatusChip status={batch.status} />}
        actions={
          <ButtonLink href={`/imports/${batch.id}`} variant="outlined">
            {t("back")}
          </ButtonLink>
        }
      />
      <Panel flush>
        {batch.rows === 0 ? (
          <EmptyState
            icon="file"
            title={t("none.all")}
            actions={<ButtonLink href={`/imports/${batch.id}`}>{t("back")}</ButtonLink>}
          />
        ) : (
          <Sheet staff={staff} batch={batch} search={await searchParams} />
        )}
      </Panel>
    </Page>
  );
}

type Staff = Can<"quarantine:write"> & Can<"import:read">;

async function Sheet({ staff, batch, search }: { staff: Staff; batch: BatchSheet; search: SearchParams }) {
  const asked = listBatchIssues(staff, batch.id);
  const read = async () => {
    // Only a code in the address has to wait for the codes there are.
    const known = search.code === undefined ? [] : (await asked).filter(isQuarantine);
    const filter = {
      show: batch.quarantinedRows > 0 ? ("quarantined" as const) : ("all" as const),
      code: known.find(({ code }) => code === search.code)?.code ?? null,
    };
    const { value: places } = await readRowPlaces(staff, { batchId: batch.id, ...filter });
    const { total, positionAt } = placesOf(places.runs);
    const shown = Array.from({ length: Math.min(total, WINDOW_ROWS) }, (_, index) => positionAt(index) ?? 0);
    const { value: window } = await readRowWindow(staff, { batchId: batch.id, positions: shown });
    return { filter, places, rows: window.rows };
  };
  const [locale, issues, centers, groups, start] = await Promise.all([
    getLocale(),
    asked,
    listCenters(staff),
    listGroups(staff),
    read(),
  ]);
  const open = batch.owned && (allows(batch.status, "rows") || allows(batch.status, "rejects"));
  return (
    <ReviewGrid
      batchId={batch.id}
      kind={batch.kind}
      fields={fieldsOf(batch)}
      names={toNames(locale, { centers, groups })}
      codes={issues.filter(isQuarantine)}
      start={start}
      reads={{ places: readRowPlacesAction, window: readRowWindowAction }}
      writes={open ? { edit: editRowAction, undo: undoEditAction } : null}
    />
  );
}

const isQuarantine = ({ severity }: { severity: string }) => severity === "quarantine";

/** Fields that the files of the batch have a column for, in the order of the kind. */
const fieldsOf = ({ kind, files }: BatchSheet): string[] => {
  const present = new Set(
    files.flatMap(({ layout }) => ((layout as Layout | null)?.columns ?? []).map(({ field }) => field)),
  );
  return COLUMNS[kind].map(({ field }) => field).filter((field) => present.has(field));
};
