import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SettingsTabs } from "@/components/staff/settings-tabs";
import { ActionButton } from "@/components/ui/action-button";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { Chip } from "@/components/ui/status-chip";
import { requirePermission } from "@/lib/auth/guard";
import { chooseSecondPersonAction } from "@/lib/intake/brake/actions";
import { readBrake } from "@/lib/intake/brake/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("tabs.imports"),
});

/** Rules that hold for every import. */
export default async function ImportSettingsPage() {
  const staff = await requirePermission("settings:write");
  const [t, { secondPerson }] = await Promise.all([getTranslations("settings"), readBrake(staff)]);
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("importsLead")} />
      <SettingsTabs current="imports" permissions={staff.permissions} />
      <Panel
        title={t("secondPerson")}
        hint={t("secondPersonHint")}
        actions={
          <ActionButton
            variant="outlined"
            action={chooseSecondPersonAction}
            input={{ needed: !secondPerson }}
            done={t("saved")}
          >
            {t(secondPerson ? "secondPersonOff" : "secondPersonOn")}
          </ActionButton>
        }
      >
        <Chip tone={secondPerson ? "ok" : "mute"}>
          {t(secondPerson ? "secondPersonIsOn" : "secondPersonIsOff")}
        </Chip>
      </Panel>
    </Page>
  );
}
