import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { type Names, toNames } from "@/components/allocation/labels";
import { ListBar } from "@/components/lists/list-bar";
import { ListSkeleton } from "@/components/lists/list-skeleton";
import css from "@/components/mentor/search.module.css";
import { HoldChosen } from "@/components/student/hold-chosen";
import { StudentTable } from "@/components/student/student-table";
import { BulkBar } from "@/components/ui/bulk-bar";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { SearchBox } from "@/components/ui/search-box";
import { choiceOf, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { type Can, holds, inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { studentsAsked } from "@/lib/lists/asked";
import { BULK_MAX } from "@/lib/lists/bulk/schema";
import { findStudentsAction } from "@/lib/student/directory/actions";
import { listStudents } from "@/lib/student/directory/queries";
import { REG_STATUSES, STUDENT_STATUSES, STUDENT_TYPES } from "@/lib/student/directory/schema";
import { listCenters, listGroups, listYears } from "@/lib/student/queries";
import { type Opened, openList } from "../open-list";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("students"))("title"),
});

/** Everyone to be placed, with where they stand. */
export default async function StudentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("student:read");
  const opened = await openList(staff, "students", searchParams);
  return (
    <Suspense fallback={<ListSkeleton page="students" />}>
      <Students staff={staff} {...opened} />
    </Suspense>
  );
}

async function Students({ staff, view, views }: { staff: Can<"student:read"> } & Opened<"students">) {
  const [t, locale, years, centers, groups, { rows, total }] = await Promise.all([
    getTranslations("students"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listGroups(staff),
    listStudents(staff, studentsAsked(view)),
  ]);
  const names = toNames(locale, { centers, groups });
  const seen = centers.filter(({ code }) => inScope(staff, code));
  const fields: FilterField[] = [
    {
      name: "year",
      label: t("filter.year"),
      options: years.map((y) => choice(y.year, formatCode(locale, y.year))),
    },
    {
      name: "center",
      label: t("filter.center"),
      many: true,
      options: seen.map(({ code }) => choice(code, names.centers[code])),
    },
    {
      name: "group",
      label: t("filter.group"),
      many: true,
      options: groups.map(({ code }) => choice(code, names.groups[code])),
    },
    {
      name: "state",
      label: t("filter.state"),
      many: true,
      options: STUDENT_STATUSES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
    {
      name: "gender",
      label: t("filter.gender"),
      options: (["0", "1"] as const).map((value) => ({ value, label: t(`gender.${value}`) })),
    },
    {
      name: "type",
      label: t("filter.type"),
      options: STUDENT_TYPES.map((value) => ({ value, label: t(`studentType.${value}`) })),
    },
    {
      name: "registration",
      label: t("filter.registration"),
      many: true,
      options: REG_STATUSES.map((value) => ({ value, label: t(`regStatus.${value}`) })),
    },
    { name: "school", label: t("filter.school"), many: true },
  ];
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <div className={css.search}>
              <SearchBox label={t("search")} action={findStudentsAction} />
            </div>
            {holds(staff, "student:write") && (
              <ButtonLink href="/students/new" icon="plus">
                {t("action.new")}
              </ButtonLink>
            )}
          </>
        }
      />
      <Panel flush>
        <ListBar staff={staff} page="students" view={view} views={views} total={total} />
        {(filtered || total > 0) && <FilterBar fields={fields} values={view.filters} params={view.params} />}
        {holds(staff, "student:write") && total > 0 && (
          <BulkBar of={choiceOf("students", view)} total={total} filter={view.filters} max={BULK_MAX}>
            <HoldChosen />
          </BulkBar>
        )}
        <StudentTable
          choice={holds(staff, "student:write") ? choiceOf("students", view) : undefined}
          rows={rows}
          total={total}
          view={view}
          names={names}
          empty={
            <EmptyState
              icon="students"
              title={t(filtered ? "empty" : "none")}
              hint={t(filtered ? "emptyHint" : "noneHint")}
              actions={
                !filtered &&
                holds(staff, "import:write") && (
                  <ButtonLink href="/imports/new?kind=students" variant="contained" icon="import">
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

const choice = (code: number, name: Names["groups"][number] | undefined) => ({
  value: String(code),
  label: name ?? String(code),
});
