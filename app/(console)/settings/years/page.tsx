import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { Columns, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Code, Num } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { type CenterItem, listCenters, listYears, type YearItem } from "@/lib/auth/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.years"),
});

export default async function YearsPage() {
  const staff = await requirePermission("settings:write");
  const [t, locale, years, centers] = await Promise.all([
    getTranslations("settings"),
    getLocale(),
    listYears(staff),
    listCenters(staff),
  ]);
  const yearColumns: Column<YearItem>[] = [
    { key: "year", header: t("year"), primary: true, cell: (row) => <Code value={row.year} /> },
    { key: "code", header: t("yearCode"), cell: (row) => <LtrText value={row.code} copy={false} /> },
    { key: "students", header: t("students"), align: "end", cell: (row) => <Num value={row.students} /> },
  ];
  const centerColumns: Column<CenterItem>[] = [
    { key: "code", header: t("code"), cell: (row) => <Code value={row.code} /> },
    {
      key: "name",
      header: t("name"),
      primary: true,
      cell: (row) => (locale === "fa" ? row.nameFa : row.nameEn),
    },
  ];
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("yearsLead")} />
      <SettingsTabs current="years" permissions={staff.permissions} />
      <Columns>
        <Panel title={t("years")} flush>
          <DataTable caption={t("years")} columns={yearColumns} rows={years} rowKey={(row) => row.year} />
        </Panel>
        <Panel title={t("centers")} flush>
          <DataTable
            caption={t("centers")}
            columns={centerColumns}
            rows={centers}
            rowKey={(row) => row.code}
          />
        </Panel>
      </Columns>
    </Page>
  );
}
