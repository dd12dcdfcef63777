import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { toNames } from "@/components/allocation/labels";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { ExportTable } from "@/components/reporting/export-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import type { SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { exportsAsked } from "@/lib/lists/asked";
import { PROFILES } from "@/lib/reporting/profile";
import { listExports } from "@/lib/reporting/queries";
import { EXPORT_STATES } from "@/lib/reporting/schema";
import { listCenters, listYears } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("exports"))("title"),
});

/** The files made for the registration system, newest first unless the address says otherwise. */
export default async function ExportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("export:download");
  const opened = await openList(staff, "exports", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="exports" />}>
      <Exports staff={staff} {...opened} />
    </Suspense>
  );
}

async function Exports({ staff, view, views }: { staff: Can<"export:download"> } & Opened<"exports">) {
  const [t, tStatus, locale, years, centers, { rows, total }] = await Promise.all([
    getTranslations("exports"),
    getTranslations("ui.status"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listExports(staff, exportsAsked(view)),
  ]);
  const fields: FilterField[] = [
    {
      name: "year",
      label: t("start.year"),
      options: years.map((one) => ({ value: String(one.year), label: formatCode(locale, one.year) })),
    },
    {
      name: "profile",
      label: t("start.profile"),
      many: true,
      options: Object.keys(PROFILES).map((value) => ({ value, label: t(`profiles.${value}` as never) })),
    },
    {
      name: "state",
      label: t("col.state"),
      many: true,
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
        <ListBar staff={staff} page="exports" view={view} views={views} total={total} />
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
