import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { GroupForm } from "@/components/student/code-forms";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { ClosePanels } from "@/components/ui/use-panel";
import { Code } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { type GroupItem, listGroupItems } from "@/lib/student/queries";
import { BUCKETS } from "@/lib/student/school/parse-row";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.groups"),
});

const isBucket = (value: string): value is (typeof BUCKETS)[number] =>
  (BUCKETS as readonly string[]).includes(value);

export default async function GroupsPage() {
  const staff = await requirePermission("settings:write");
  const [t, groups] = await Promise.all([getTranslations("settings"), listGroupItems(staff)]);
  const buckets = BUCKETS.map((value) => ({ value, label: t(`buckets.${value}`) }));
  const columns: Column<GroupItem>[] = [
    { key: "code", header: t("code"), cell: (row) => <Code value={row.code} /> },
    { key: "nameFa", header: t("nameFa"), primary: true, cell: (row) => <span lang="fa">{row.nameFa}</span> },
    { key: "nameEn", header: t("nameEn"), cell: (row) => <bdi lang="en">{row.nameEn}</bdi> },
    {
      key: "bucket",
      header: t("bucket"),
      cell: ({ bucket }) => (isBucket(bucket) ? t(`buckets.${bucket}`) : bucket),
    },
    { key: "edit", header: "", align: "end", cell: (row) => <GroupForm group={row} buckets={buckets} /> },
  ];
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("groupsLead")} />
      <SettingsTabs current="groups" permissions={staff.permissions} />
      <Panel title={t("tabs.groups")} actions={<GroupForm group={null} buckets={buckets} />} flush>
        <DataTable caption={t("tabs.groups")} columns={columns} rows={groups} rowKey={(row) => row.code} />
      </Panel>
      <ClosePanels />
    </Page>
  );
}
