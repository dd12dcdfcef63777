import type { IconName } from "@/components/ui/icons";
import type { Permission } from "@/lib/auth/permissions";

export type StartKey = "newImport" | "newRun" | "newExport" | "newUser" | "password" | "help";
/** Something a person can begin from anywhere. */
export type StartItem = { key: StartKey; href: string; icon: IconName; permission: Permission | null };

const STARTS: readonly StartItem[] = [
  { key: "newImport", href: "/imports/new", icon: "import", permission: "import:write" },
  { key: "newRun", href: "/runs/new", icon: "run", permission: "alloc:run" },
  { key: "newExport", href: "/exports/new", icon: "export", permission: "export:create" },
  { key: "newUser", href: "/settings/users/new", icon: "user", permission: "user:write" },
  { key: "password", href: "/settings/password", icon: "key", permission: null },
  { key: "help", href: "/help", icon: "help", permission: null },
];

/** What someone with these permissions may begin. The page asks again. */
export const startsFor = (permissions: ReadonlySet<Permission>): StartItem[] =>
  STARTS.filter((item) => item.permission === null || permissions.has(item.permission));

/** Which people the search of the palette looks for. */
export type PaletteScope = { readonly students: boolean; readonly mentors: boolean };
