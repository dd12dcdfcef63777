import { useTranslations } from "next-intl";
import { UrlTabs } from "@/components/ui/url-tabs";
import type { Permission } from "@/lib/auth/permissions";

type Section =
  | "users"
  | "tokens"
  | "years"
  | "groups"
  | "schools"
  | "policy"
  | "imports"
  | "password"
  | "sessions";

const SECTIONS: readonly { key: Section; permission: Permission | null }[] = [
  { key: "users", permission: "user:write" },
  { key: "tokens", permission: "user:write" },
  { key: "years", permission: "settings:write" },
  { key: "groups", permission: "settings:write" },
  { key: "schools", permission: "settings:write" },
  { key: "policy", permission: "settings:write" },
  { key: "imports", permission: "settings:write" },
  { key: "password", permission: null },
  { key: "sessions", permission: null },
];

/** The sections of the settings that a person may open; the first one is where /settings leads. */
export const settingsFor = (permissions: ReadonlySet<Permission>): Section[] =>
  SECTIONS.filter(({ permission }) => permission === null || permissions.has(permission)).map(
    ({ key }) => key,
  );

export function SettingsTabs({
  current,
  permissions,
}: {
  current: Section;
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
