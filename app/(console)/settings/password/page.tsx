import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "@/components/staff/password-form";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Chip } from "@/components/ui/status-chip";
import { currentSession, requireStaff } from "@/lib/auth/guard";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.password"),
});

export default async function PasswordPage() {
  const staff = await requireStaff();
  const [t, session] = await Promise.all([getTranslations("settings"), currentSession()]);
  const due = session?.mustChangePassword ?? false;
  return (
    <Page>
      <PageHeader
        title={due ? t("passwordDueTitle") : t("title")}
        lead={due ? t("passwordDueLead") : t("passwordLead")}
        chips={due && <Chip tone="info">{t("mustChange")}</Chip>}
      />
      {!due && <SettingsTabs current="password" permissions={staff.permissions} />}
      <Panel>
        <PasswordForm username={session?.username ?? ""} />
      </Panel>
    </Page>
  );
}
