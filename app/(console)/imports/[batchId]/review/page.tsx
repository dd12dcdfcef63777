import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ReviewGrid } from "@/components/intake/review-grid";
import { EmptyState } from "@/components/ui/empty-state";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusChip } from "@/components/ui/status-chip";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { editRowAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import { COLUMNS } from "@/lib/intake/columns";
import { readRowWindowAction } from "@/lib/intake/review/actions";
import { getBatchSheet, readRowWindow } from "@/lib/intake/review/queries";

type Props = { params: Promise<{ batchId: string }> };

/** The rows of a batch as a sheet that is corrected in place, by keyboard. */
export default async function ReviewPage({ params }: Props) {
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
  const open = batch.owned && (allows(batch.status, "rows") || allows(batch.status, "rejects"));
  const show = batch.quarantinedRows > 0 ? ("quarantined" as const) : ("all" as const);
  const { value: first } = await readRowWindow(staff, { batchId, show, offset: 0 });
  const present = new Set(first.rows.flatMap(({ raw }) => Object.keys(raw)));
  return (
    <Page>
      <PageHeader
        title={t("title", { number: formatCode(locale, batch.number) })}
        lead={t("lead")}
        crumbs={[
          { label: tImport("title"), href: "/imports" },
          {
            label: tImport("batch", { number: formatCode(locale, batch.number) }),
            href: `/imports/${batch.id}`,
          },
        ]}
        chips={<StatusChip status={batch.status} />}
      />
      <Panel flush>
        {batch.rows === 0 ? (
          <EmptyState icon="file" title={tImport("row.empty")} />
        ) : (
          <ReviewGrid
            batchId={batch.id}
            kind={batch.kind}
            fields={COLUMNS[batch.kind].map(({ field }) => field).filter((field) => present.has(field))}
            start={{ show, ...first }}
            read={readRowWindowAction}
            edit={open ? editRowAction : null}
          />
        )}
      </Panel>
    </Page>
  );
}
