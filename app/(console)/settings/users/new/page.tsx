import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UserForm } from "@/components/staff/user-form";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { listCenters } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("newUser"),
});

export default async function NewUserPage() {
  const staff = await requirePermission("user:write");
  const [t, centers] = await Promise.all([getTranslations("settings"), listCenters(staff)]);
  return (
    <Page>
      <PageHeader
        title={t("newUser")}
        lead={t("newUserLead")}
        crumbs={[
          { label: t("title"), href: "/settings" },
          { label: t("tabs.users"), href: "/settings/users" },
        ]}
      />
      <Panel>
        <UserForm centers={centers} user={null} />
      </Panel>
    </Page>
  );
}
