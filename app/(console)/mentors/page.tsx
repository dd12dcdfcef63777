import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { toNames } from "@/components/allocation/labels";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import { AcceptChosen } from "@/components/mentor/accept-chosen";
import { MentorTable } from "@/components/mentor/mentor-table";
import css from "@/components/mentor/search.module.css";
import { BulkBar } from "@/components/ui/bulk-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { SearchBox } from "@/components/ui/search-box";
import { choiceOf, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds, inScope } from "@/lib/auth/permissions";
import { mentorsAsked, mentorYear } from "@/lib/lists/asked";
import { BULK_MAX } from "@/lib/lists/bulk/schema";
import { findMentorsAction } from "@/lib/mentor/directory/actions";
import { listManagers, listMentors } from "@/lib/mentor/directory/queries";
import { findReportYear } from "@/lib/reporting/utilization/queries";
import { jalaliYear } from "@/lib/shared/calendar";
import { listCenters, listGroups, listYears } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";
import { fieldsOf } from "./filters";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("mentors"))("title"),
});

/** Everyone who takes students, how full they are, and why some take none. */
export default async function MentorsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("mentor:read");
  const [opened, newest] = await Promise.all([
    openList(staff, "mentors", searchParams),
    findReportYear(staff),
  ]);
  return (
    <Suspense fallback={<ListSkeleton page="mentors" />}>
      <Mentors staff={staff} newest={newest ?? jalaliYear(new Date())} {...opened} />
    </Suspense>
  );
}

type MentorsProps = { staff: Can<"mentor:read">; newest: number } & Opened<"mentors">;

async function Mentors({ staff, newest, view, views }: MentorsProps) {
  const [t, locale, years, centers, groups, managers, { rows, totals }] = await Promise.all([
    getTranslations("mentors"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listGroups(staff),
    listManagers(staff),
    listMentors(staff, mentorsAsked(view, newest)),
  ]);
  const names = toNames(locale, { centers, groups });
  const seen = centers.filter(({ code }) => inScope(staff, code));
  const year = mentorYear(view.filters, newest);
  const fields = fieldsOf(t, { locale, years, names, centers: seen, groups, managers });
  const choice = holds(staff, "mentor:write") ? choiceOf("mentors", view) : undefined;
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead", { mentors: totals.mentors, load: totals.load, capacity: totals.capacity })}
        actions={
          <>
            <div className={css.search}>
              <SearchBox label={t("search")} action={findMentorsAction} />
            </div>
            {holds(staff, "mentor:write") && (
              <ButtonLink href="/mentors/new" icon="plus">
                {t("actions.new")}
              </ButtonLink>
            )}
          </>
        }
      />
      <Panel flush>
        <ListBar staff={staff} page="mentors" view={view} views={views} total={totals.mentors} />
        {(filtered || totals.mentors > 0) && (
          <FilterBar fields={fields} values={{ ...view.filters, year: String(year) }} params={view.params} />
        )}
        {choice && totals.mentors > 0 && (
          <BulkBar of={choice} total={totals.mentors} filter={view.filters} max={BULK_MAX}>
            <AcceptChosen />
          </BulkBar>
        )}
        <MentorTable
          choice={choice}
          rows={rows}
          total={totals.mentors}
          view={view}
          year={year}
          groupNames={names.groups}
          centerNames={names.centers}
          empty={
            <EmptyState
              icon="mentors"
              title={t(filtered ? "noMatch" : "empty")}
              hint={t(filtered ? "noMatchHint" : "emptyHint")}
              actions={
                !filtered &&
                holds(staff, "import:write") && (
                  <ButtonLink href="/imports/new?kind=mentors" variant="contained" icon="import">
                    {t("import")}
                  </ButtonLink>
                )
              }
            />
          }
        />
      </Panel>
    </Page>
  );
}
