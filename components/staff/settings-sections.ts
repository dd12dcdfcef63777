import type { Permission } from "@/lib/auth/permissions";

export type SettingsSection =
  | "users"
  | "tokens"
  | "years"
  | "groups"
  | "schools"
  | "policy"
  | "imports"
  | "password"
  | "sessions";

const SECTIONS: readonly { key: SettingsSection; permission: Permission | null }[] = [
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
export const settingsFor = (permissions: ReadonlySet<Permission>): SettingsSection[] =>
  SECTIONS.filter(({ permission }) => permission === null || permissions.has(permission)).map(
    ({ key }) => key,
  );
