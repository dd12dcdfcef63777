import { getLocale, getTranslations } from "next-intl/server";
import { toNames } from "@/components/allocation/labels";
import { ExportTable } from "@/components/reporting/export-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listExports } from "@/lib/reporting/queries";
import { EXPORT_STATES } from "@/lib/reporting/schema";
import { listCenters, listYears } from "@/lib/student/queries";

/** The files made for the registration system, newest first. */
export default async function ExportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("export:download");
  const view = readView(await searchParams, {
    sorts: ["createdAt"],
    defaultSort: "-createdAt",
    filters: { year: "number", state: EXPORT_STATES },
  });
  const { year, state } = view.filters;
  const [t, tStatus, locale, years, centers, { rows, total }] = await Promise.all([
    getTranslations("exports"),
    getTranslations("ui.status"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listExports(staff, {
      year: year === undefined ? undefined : Number(year),
      state: EXPORT_STATES.find((one) => one === state),
      offset: view.offset,
      size: view.size,
    }),
  ]);
  const fields: FilterField[] = [
    {
      name: "year",
      label: t("start.year"),
      options: years.map((one) => ({ value: String(one.year), label: formatCode(locale, one.year) })),
    },
    {
      name: "state",
      label: t("col.state"),
      options: EXPORT_STATES.map((value) => ({ value, label: tStatus(value) })),
    },
  ];
  const create = holds(staff, "export:create") && (
    <ButtonLink href="/exports/new" variant="contained" icon="plus">
      {t("new")}
    </ButtonLink>
  );
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead")} actions={create} />
      <Panel flush>
        {(filtered || total > 0) && <FilterBar fields={fields} values={view.filters} params={view.params} />}
        <ExportTable
          rows={rows}
          total={total}
          view={view}
          centerNames={toNames(locale, { centers, groups: [] }).centers}
          empty={
            <EmptyState
              icon="export"
              title={t(filtered ? "noMatch" : "empty")}
              hint={t(filtered ? "noMatchHint" : "emptyHint")}
              actions={!filtered && create}
            />
          }
        />
      </Panel>
    </Page>
  );
}
