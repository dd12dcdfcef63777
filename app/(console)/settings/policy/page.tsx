import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RunDefaultsForm } from "@/components/allocation/run-defaults-form";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { readRunDefaults } from "@/lib/allocation/defaults/queries";
import { POLICIES } from "@/lib/allocation/schema";
import { requirePermission } from "@/lib/auth/guard";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.policy"),
});

/** What new runs are proposed with. */
export default async function PolicyPage() {
  const staff = await requirePermission("settings:write");
  const [t, tRuns, values] = await Promise.all([
    getTranslations("settings"),
    getTranslations("runs.start.policies"),
    readRunDefaults(staff),
  ]);
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("policyLead")} />
      <SettingsTabs current="policy" permissions={staff.permissions} />
      <Panel title={t("policyTitle")}>
        <RunDefaultsForm
          values={values}
          policies={POLICIES.map((value) => ({ value, label: tRuns(`${value}.name`) }))}
        />
      </Panel>
    </Page>
  );
}
