import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { CenterForm } from "@/components/student/code-forms";
import { AddYear, ChangeYearCode } from "@/components/student/year-forms";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Columns, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { ClosePanels } from "@/components/ui/use-panel";
import { Code, Num } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { type CenterItem, listCenterItems, listYearItems, type YearItem } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.years"),
});

/** Default of a year's counter code: the Jalali year less 1350. Source: Domain §6. */
const CODE_BASE = 1350;

export default async function YearsPage() {
  const staff = await requirePermission("settings:write");
  const [t, years, centers] = await Promise.all([
    getTranslations("settings"),
    listYearItems(staff),
    listCenterItems(staff),
  ]);
  const next = (years[0]?.year ?? CODE_BASE + 53) + 1;
  const yearColumns: Column<YearItem>[] = [
    { key: "year", header: t("year"), primary: true, cell: (row) => <Code value={row.year} /> },
    { key: "code", header: t("yearCode"), cell: (row) => <Code value={row.code} /> },
    { key: "students", header: t("students"), align: "end", cell: (row) => <Num value={row.students} /> },
    {
      key: "edit",
      header: "",
      align: "end",
      cell: ({ year, code, version }) => <ChangeYearCode year={year} code={code} version={version} />,
    },
  ];
  const centerColumns: Column<CenterItem>[] = [
    { key: "code", header: t("code"), cell: (row) => <Code value={row.code} /> },
    { key: "nameFa", header: t("nameFa"), primary: true, cell: (row) => <span lang="fa">{row.nameFa}</span> },
    { key: "nameEn", header: t("nameEn"), cell: (row) => <bdi lang="en">{row.nameEn}</bdi> },
    { key: "edit", header: "", align: "end", cell: (row) => <CenterForm center={row} /> },
  ];
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("yearsLead")} />
      <SettingsTabs current="years" permissions={staff.permissions} />
      <Columns>
        <Panel
          title={t("years")}
          actions={<AddYear next={{ year: next, code: String(next - CODE_BASE).slice(-2) }} />}
          flush
        >
          <DataTable caption={t("years")} columns={yearColumns} rows={years} rowKey={(row) => row.year} />
        </Panel>
        <Panel title={t("centers")} actions={<CenterForm center={null} />} flush>
          <DataTable
            caption={t("centers")}
            columns={centerColumns}
            rows={centers}
            rowKey={(row) => row.code}
          />
        </Panel>
      </Columns>
      <ClosePanels />
    </Page>
  );
}
