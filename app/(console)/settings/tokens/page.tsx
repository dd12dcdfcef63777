import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { TokenForm } from "@/components/staff/token-form";
import { TokenTable } from "@/components/staff/token-table";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/auth/guard";
import { listTokens } from "@/lib/auth/queries";
import { listCenters } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.tokens"),
});

export default async function TokensPage() {
  const staff = await requirePermission("user:write");
  const [t, tokens, centers] = await Promise.all([
    getTranslations("settings"),
    listTokens(staff),
    listCenters(staff),
  ]);
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("tokensLead")} />
      <SettingsTabs current="tokens" permissions={staff.permissions} />
      <Panel title={t("tabs.tokens")} flush>
        <TokenTable rows={tokens} centers={centers} now={new Date()} />
      </Panel>
      <Panel title={t("newToken")}>
        <TokenForm centers={centers} />
      </Panel>
    </Page>
  );
}
