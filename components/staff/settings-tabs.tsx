import { useTranslations } from "next-intl";
import { UrlTabs } from "@/components/ui/url-tabs";
import type { Permission } from "@/lib/auth/permissions";
import { type SettingsSection, settingsFor } from "./settings-sections";

export function SettingsTabs({
  current,
  permissions,
}: {
  current: SettingsSection;
  permissions: ReadonlySet<Permission>;
}) {
  const t = useTranslations("settings");
  const tabs = settingsFor(permissions).map((key) => ({
    key,
    label: t(`tabs.${key}`),
    href: `/settings/${key}`,
  }));
  return <UrlTabs tabs={tabs} current={current} label={t("title")} />;
}
