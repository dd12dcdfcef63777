import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { AddManager, ChangeManager } from "@/components/mentor/manager-form";
import { ManagerTable } from "@/components/mentor/manager-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import type { SearchParams } from "@/components/ui/table-view";
import { ClosePanels } from "@/components/ui/use-panel";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds, inScope, ownsCenters } from "@/lib/auth/permissions";
import { managersAsked } from "@/lib/lists/asked";
import { MANAGER_LOADS, MANAGER_STATES, managerPage } from "@/lib/mentor/directory/manager-page";
import { listManagers } from "@/lib/mentor/directory/queries";
import { listCenters } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("managers"))("title"),
});

/** Managers and the centres that decide where their mentors may serve. */
export default async function ManagersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("mentor:read");
  const opened = await openList(staff, "managers", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="managers" />}>
      <Managers staff={staff} {...opened} />
    </Suspense>
  );
}

async function Managers({ staff, view, views }: { staff: Can<"mentor:read"> } & Opened<"managers">) {
  const [t, locale, managers, all] = await Promise.all([
    getTranslations("managers"),
    getLocale(),
    listManagers(staff),
    listCenters(staff),
  ]);
  const named = all.map(({ code, nameFa, nameEn }) => ({
    value: code,
    label: locale === "fa" ? nameFa : nameEn,
  }));
  const own = named.filter(({ value }) => inScope(staff, value));
  const mayWrite = holds(staff, "mentor:write");
  const { rows, total } = managerPage(managers, managersAsked(view));
  const fields: FilterField[] = [
    {
      name: "center",
      label: t("centers"),
      many: true,
      options: own.map((one) => ({ ...one, value: String(one.value) })),
    },
    {
      name: "state",
      label: t("state"),
      options: MANAGER_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
    },
    {
      name: "load",
      label: t("loadFilter"),
      many: true,
      options: MANAGER_LOADS.map((value) => ({ value, label: t(`loads.${value}`) })),
    },
  ];
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayWrite && (
            <>
              <ButtonLink href="/imports/new?kind=managers" icon="import">
                {t("import")}
              </ButtonLink>
              <AddManager centers={own} />
            </>
          )
        }
      />
      <Panel flush>
        <ListBar staff={staff} page="managers" view={view} views={views} total={total} />
        {managers.length > 0 && <FilterBar fields={fields} values={view.filters} params={view.params} />}
        <ManagerTable
          rows={rows}
          total={total}
          view={view}
          centerNames={Object.fromEntries(named.map(({ value, label }) => [value, label]))}
          actionsOf={(manager) =>
            mayWrite && ownsCenters(staff, manager.centers) ? (
              <ChangeManager manager={manager} centers={own} />
            ) : null
          }
          empty={
            <EmptyState
              icon={filtered ? "search" : "user"}
              title={t(filtered ? "noMatch" : "empty")}
              hint={t(filtered ? "noMatchHint" : "emptyHint")}
              actions={
                !filtered &&
                mayWrite && (
                  <ButtonLink href="/imports/new?kind=managers" variant="contained" icon="import">
                    {t("import")}
                  </ButtonLink>
                )
              }
            />
          }
        />
      </Panel>
      <ClosePanels />
    </Page>
  );
}
