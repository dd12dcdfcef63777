import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BatchTable } from "@/components/intake/batch-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { BATCH_STATES } from "@/lib/intake/batch/state";
import { KINDS } from "@/lib/intake/columns";
import { BATCHES_VIEW } from "@/lib/intake/review/ledger";
import { listBatches } from "@/lib/intake/review/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("import"))("title"),
});

/** The ledger of import batches. */
export default async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("import:read");
  const view = readView(await searchParams, BATCHES_VIEW);
  const [t, tStatus, { rows, total }] = await Promise.all([
    getTranslations("import"),
    getTranslations("ui.status"),
    listBatches(staff, view),
  ]);
  const fields: FilterField[] = [
    {
      name: "kind",
      label: t("filter.kind"),
      many: true,
      options: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    {
      name: "status",
      label: t("filter.status"),
      many: true,
      options: BATCH_STATES.map((value) => ({ value, label: tStatus(value) })),
    },
  ];
  if (holds(staff, "import:write"))
    fields.push({
      name: "waits",
      label: t("filter.waits"),
      options: [{ value: "me", label: t("filter.waitsForMe") }],
    });
  const create = holds(staff, "import:write") && (
    <ButtonLink href="/imports/new" variant="contained" icon="plus">
      {t("newImport")}
    </ButtonLink>
  );
  const filtered = Object.keys(view.filters).length > 0;
  const empty = filtered ? (
    <EmptyState icon="search" title={t("emptyFiltered")} hint={t("emptyFilteredHint")} />
  ) : (
    <EmptyState icon="import" title={t("empty")} hint={t("emptyHint")} actions={create} />
  );
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead")} actions={create} />
      <Panel flush>
        {(filtered || total > 0) && <FilterBar fields={fields} values={view.filters} params={view.params} />}
        <BatchTable rows={rows} total={total} view={view} empty={empty} />
      </Panel>
    </Page>
  );
}
