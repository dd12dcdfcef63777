import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SessionTable } from "@/components/staff/session-table";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/lib/auth/guard";
import { listOwnSessions } from "@/lib/auth/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.sessions"),
});

export default async function SessionsPage() {
  const staff = await requireStaff();
  const [t, sessions] = await Promise.all([getTranslations("settings"), listOwnSessions(staff)]);
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("sessionsLead")} />
      <SettingsTabs current="sessions" permissions={staff.permissions} />
      <Panel flush>
        <SessionTable rows={sessions} />
      </Panel>
    </Page>
  );
}
