import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { UserTable } from "@/components/staff/user-table";
import { ButtonLink } from "@/components/ui/button-link";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readView, type SearchParams } from "@/components/ui/table-view";
import { requirePermission } from "@/lib/auth/guard";
import { listUsers } from "@/lib/auth/queries";
import { listCenters } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.users"),
});

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const staff = await requirePermission("user:write");
  const view = readView(await searchParams, {
    sorts: ["username", "name", "role", "active"],
    defaultSort: "username",
  });
  const [t, { rows, total }, centers] = await Promise.all([
    getTranslations("settings"),
    listUsers(staff, view),
    listCenters(staff),
  ]);
  return (
    <Page>
      <PageHeader
        title={t("title")}
        lead={t("usersLead")}
        actions={
          <ButtonLink href="/settings/users/new" variant="contained" icon="plus">
            {t("newUser")}
          </ButtonLink>
        }
      />
      <SettingsTabs current="users" permissions={staff.permissions} />
      <Panel flush>
        <UserTable rows={rows} total={total} view={view} centers={centers} self={staff.id} />
      </Panel>
    </Page>
  );
}
