import type { IconName } from "@/components/ui/icons";
import type { Permission } from "@/lib/auth/permissions";

export type StartKey =
  | "newImport"
  | "newRun"
  | "newExport"
  | "newStudent"
  | "newMentor"
  | "newManager"
  | "newSchool"
  | "newUser"
  | "password"
  | "help";
/** Something a person can begin from anywhere. */
export type StartItem = { key: StartKey; href: string; icon: IconName; permission: Permission | null };

const STARTS: readonly StartItem[] = [
  { key: "newImport", href: "/imports/new", icon: "import", permission: "import:write" },
  { key: "newRun", href: "/runs/new", icon: "run", permission: "alloc:run" },
  { key: "newExport", href: "/exports/new", icon: "export", permission: "export:create" },
  { key: "newStudent", href: "/students/new", icon: "students", permission: "student:write" },
  { key: "newMentor", href: "/mentors/new", icon: "mentors", permission: "mentor:write" },
  { key: "newManager", href: "/managers?edit=new", icon: "user", permission: "mentor:write" },
  { key: "newSchool", href: "/settings/schools?edit=new", icon: "students", permission: "settings:write" },
  { key: "newUser", href: "/settings/users/new", icon: "user", permission: "user:write" },
  { key: "password", href: "/settings/password", icon: "key", permission: null },
  { key: "help", href: "/help", icon: "help", permission: null },
];

/** What someone with these permissions may begin. The page asks again. */
export const startsFor = (permissions: ReadonlySet<Permission>): StartItem[] =>
  STARTS.filter((item) => item.permission === null || permissions.has(item.permission));

/** A section of the settings, in the reader's language. */
export type SettingItem = { readonly key: string; readonly href: string; readonly title: string };
