import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import css from "@/components/mentor/search.module.css";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { SchoolForm } from "@/components/student/school-form";
import { SpecialButton } from "@/components/student/special-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { SearchBox } from "@/components/ui/search-box";
import { Chip } from "@/components/ui/status-chip";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { ClosePanels } from "@/components/ui/use-panel";
import { Code } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { listYears } from "@/lib/student/queries";
import { findSchoolsAction } from "@/lib/student/school/actions";
import { listSchools, type SchoolItem } from "@/lib/student/school/queries";
import { SCHOOL_SORTS } from "@/lib/student/school/schema";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.schools"),
});

type Words = Awaited<ReturnType<typeof getTranslations<"settings">>>;

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** The schools, and the special-school roster of a year, which decides who is a school student. */
export default async function SchoolsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("settings:write");
  const view = readView(await searchParams, {
    sorts: SCHOOL_SORTS,
    defaultSort: "name",
    filters: { year: "number", special: ["1", "0"], gender: ["0", "1"], code: "number" },
  });
  const [t, locale, years] = await Promise.all([getTranslations("settings"), getLocale(), listYears(staff)]);
  const newest = years.find(({ peopled }) => peopled) ?? years[0];
  const asked = years.find(({ year }) => String(year) === view.filters.year) ?? newest;
  const year = asked?.year ?? null;
  const { special, gender, code } = view.filters;
  const { rows, total, roster } = await listSchools(staff, {
    ...{ year, sort: view.sort.key, desc: view.sort.desc, offset: view.offset, size: view.size },
    ...{ special: special === undefined ? undefined : special === "1" },
    ...{ gender: numberOf(gender), code: numberOf(code) },
  });
  const shown = year === null ? "" : formatCode(locale, year);
  const fields = [
    {
      name: "year",
      label: t("schoolYear"),
      options: years.map((one) => ({ value: String(one.year), label: formatCode(locale, one.year) })),
    },
    {
      name: "special",
      label: t("specialSet"),
      options: [
        { value: "1", label: t("specialYes") },
        { value: "0", label: t("specialNo") },
      ],
    },
    {
      name: "gender",
      label: t("schoolGender"),
      options: [
        { value: "0", label: t("schoolGirls") },
        { value: "1", label: t("schoolBoys") },
      ],
    },
    { name: "code", label: t("code") },
  ];
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("schoolsLead")}
        actions={
          holds(staff, "student:read") && (
            <div className={css.search}>
              <SearchBox label={t("schoolSearch")} action={findSchoolsAction} />
            </div>
          )
        }
      />
      <SettingsTabs current="schools" permissions={staff.permissions} />
      <Panel
        title={t("tabs.schools")}
        actions={<SchoolForm school={null} />}
        {...(roster === 0 && year !== null ? { hint: t("specialFirst", { year: shown }) } : {})}
        flush
      >
        <FilterBar fields={fields} values={view.filters} params={view.params} />
        <DataTable
          caption={t("tabs.schools")}
          columns={columnsOf(t, { year, shown })}
          rows={rows}
          rowKey={(row) => row.code}
          view={view}
          total={total}
          empty={<EmptyState icon="students" title={t("noSchools")} hint={t("noSchoolsHint")} />}
        />
      </Panel>
      <ClosePanels />
    </Page>
  );
}

const GENDERS = { null: "schoolMixed", 0: "schoolGirls", 1: "schoolBoys" } as const;

const columnsOf = (
  t: Words,
  { year, shown }: { year: number | null; shown: string },
): Column<SchoolItem>[] => [
  { key: "name", header: t("schoolName"), sortable: true, primary: true, cell: (row) => row.name },
  { key: "code", header: t("code"), sortable: true, cell: (row) => <Code value={row.code} /> },
  {
    key: "gender",
    header: t("schoolGender"),
    cell: (row) => t(GENDERS[String(row.gender) as keyof typeof GENDERS]),
  },
  { key: "level", header: t("schoolLevel"), phoneOff: true, cell: (row) => row.level ?? "—" },
  { key: "kind", header: t("schoolKind"), phoneOff: true, cell: (row) => row.kind ?? "—" },
  { key: "district", header: t("schoolDistrict"), phoneOff: true, cell: (row) => row.district ?? "—" },
  {
    key: "special",
    header: t("special", { year: shown }),
    cell: (row) => (
      <>
        <Chip tone={row.special ? "info" : "mute"}>{t(row.special ? "specialYes" : "specialNo")}</Chip>
        {year !== null && <SpecialButton year={year} shown={shown} code={row.code} special={row.special} />}
      </>
    ),
  },
  { key: "edit", header: "", align: "end", cell: (row) => <SchoolForm school={row} /> },
];
