import type { IconName } from "@/components/ui/icons";
import type { Permission } from "@/lib/auth/permissions";

export type NavKey =
  | "home"
  | "imports"
  | "quarantine"
  | "runs"
  | "waiting"
  | "exports"
  | "students"
  | "mentors"
  | "managers"
  | "utilization"
  | "capacity"
  | "audit"
  | "jobs"
  | "settings";

/** `permission: null` = everyone who is signed in. The page asks again: this table only decides what is offered. */
export type NavItem = { key: NavKey; href: string; icon: IconName; permission: Permission | null };
export type NavGroup = { key: "groupWork" | "groupPeople" | "groupWatch"; items: readonly NavItem[] };

/** The sections of the console, in the order of the daily path. */
export const NAV: readonly NavGroup[] = [
  {
    key: "groupWork",
    items: [
      { key: "home", href: "/", icon: "home", permission: null },
      { key: "imports", href: "/imports", icon: "import", permission: "import:read" },
      { key: "quarantine", href: "/quarantine", icon: "quarantine", permission: "import:read" },
      { key: "runs", href: "/runs", icon: "run", permission: "run:read" },
      { key: "waiting", href: "/waiting", icon: "waiting", permission: "run:read" },
      { key: "exports", href: "/exports", icon: "export", permission: "export:download" },
    ],
  },
  {
    key: "groupPeople",
    items: [
      { key: "students", href: "/students", icon: "students", permission: "student:read" },
      { key: "mentors", href: "/mentors", icon: "mentors", permission: "mentor:read" },
      { key: "managers", href: "/managers", icon: "user", permission: "mentor:read" },
      { key: "utilization", href: "/utilization", icon: "heat", permission: "report:read" },
      { key: "capacity", href: "/capacity", icon: "capacity", permission: "run:read" },
    ],
  },
  {
    key: "groupWatch",
    items: [
      { key: "audit", href: "/audit", icon: "audit", permission: "audit:read" },
      { key: "jobs", href: "/jobs", icon: "jobs", permission: "metrics:read" },
      { key: "settings", href: "/settings", icon: "settings", permission: null },
    ],
  },
];

/** What someone with these permissions is offered; empty groups are left out. */
export const navFor = (permissions: ReadonlySet<Permission>): NavGroup[] =>
  NAV.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.permission === null || permissions.has(item.permission)),
  })).filter((group) => group.items.length > 0);
