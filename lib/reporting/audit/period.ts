/** What the audit log can be narrowed to: the kinds of things it tells of. */
export const AUDIT_RESOURCES = [
  "batch",
  "run",
  "export",
  "student",
  "mentor",
  "manager",
  "assignment",
  "user",
  "token",
  "counter",
  "year",
  "center",
  "group",
  "school",
  "special-school",
  "setting",
  "view",
  "list",
  "database",
] as const;

/** Days back from now. */
export const AUDIT_PERIODS = ["1", "7", "30", "365"] as const;

const DAY_MS = 86_400_000;

/** The instant a period begins; absent without one. */
export const periodStart = (days: string | undefined, now: Date): Date | undefined =>
  days === undefined ? undefined : new Date(now.getTime() - Number(days) * DAY_MS);
