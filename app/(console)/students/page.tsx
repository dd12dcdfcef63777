import { getLocale, getTranslations } from "next-intl/server";
import { type Names, toNames } from "@/components/allocation/labels";
import css from "@/components/student/search.module.css";
import { StudentTable } from "@/components/student/student-table";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar, type FilterField } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { SearchBox } from "@/components/ui/search-box";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { holds, inScope } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { findStudentsAction } from "@/lib/student/directory/actions";
import { listStudents } from "@/lib/student/directory/queries";
import { STUDENT_SORTS, STUDENT_STATUSES } from "@/lib/student/directory/schema";
import { listCenters, listGroups, listYears } from "@/lib/student/queries";

/** Everyone to be placed, with where they stand. */
export default async function StudentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("student:read");
  const view = readView(await searchParams, {
    sorts: STUDENT_SORTS,
    defaultSort: "name",
    filters: { year: "number", center: "number", group: "number", state: STUDENT_STATUSES },
  });
  const { year, center, group, state } = view.filters;
  const [t, locale, years, centers, groups, { rows, total }] = await Promise.all([
    getTranslations("students"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
    listGroups(staff),
    listStudents(staff, {
      year: numberOf(year),
      center: numberOf(center),
      group: numberOf(group),
      status: STUDENT_STATUSES.find((one) => one === state),
      sort: view.sort.key,
      desc: view.sort.desc,
      offset: view.offset,
      size: view.size,
    }),
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
      options: seen.map(({ code }) => choice(code, names.centers[code])),
    },
    {
      name: "group",
      label: t("filter.group"),
      options: groups.map(({ code }) => choice(code, names.groups[code])),
    },
    {
      name: "state",
      label: t("filter.state"),
      options: STUDENT_STATUSES.map((value) => ({ value, label: t(`state.${value}`) })),
    },
  ];
  const filtered = Object.keys(view.filters).length > 0;
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <div className={css.search}>
            <SearchBox label={t("search")} action={findStudentsAction} />
          </div>
        }
      />
      <Panel flush>
        {(filtered || total > 0) && <FilterBar fields={fields} values={view.filters} params={view.params} />}
        <StudentTable
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

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);
const choice = (code: number, name: Names["groups"][number] | undefined) => ({
  value: String(code),
  label: name ?? String(code),
});
