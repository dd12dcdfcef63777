import { UNPLACED_REASONS } from "@/lib/allocation/reasons";
import { RUN_KINDS, RUN_STATES } from "@/lib/allocation/schema";
import { PLACEABLE } from "@/lib/allocation/waiting";
import type { Permission } from "@/lib/auth/permissions";
import { KINDS } from "@/lib/intake/columns";
import { MANAGER_SORTS, MANAGER_STATES } from "@/lib/mentor/directory/manager-page";
import { MENTOR_KINDS, MENTOR_LOADS, MENTOR_SORTS } from "@/lib/mentor/directory/schema";
import { AUDIT_PERIODS, AUDIT_RESOURCES } from "@/lib/reporting/audit/period";
import { EXPORT_STATES } from "@/lib/reporting/schema";
import { ISSUES, type IssueCode } from "@/lib/shared/issues";
import { ANY_ID, type ViewSpec } from "@/lib/shared/view";
import { STUDENT_SORTS, STUDENT_STATUSES } from "@/lib/student/directory/schema";
import type { ListName } from "./names";

/** Codes that keep a row in quarantine. */
export const QUARANTINE_CODES = (Object.keys(ISSUES) as IssueCode[]).filter(
  (code) => ISSUES[code] === "quarantine",
);

const CODES = { many: "number" } as const;
const GENDERS = ["0", "1"] as const;

/** What each list reads from its address. The page, its saved views and its downloads all go by this. */
export const SPECS = {
  students: {
    sorts: STUDENT_SORTS,
    defaultSort: "name",
    filters: { year: "number", center: CODES, group: CODES, state: { many: STUDENT_STATUSES } },
  },
  mentors: {
    sorts: MENTOR_SORTS,
    defaultSort: "name",
    filters: {
      load: { many: MENTOR_LOADS },
      center: CODES,
      manager: CODES,
      group: CODES,
      gender: GENDERS,
      kind: { many: MENTOR_KINDS },
    },
  },
  managers: {
    sorts: MANAGER_SORTS,
    defaultSort: "id",
    filters: { center: CODES, state: MANAGER_STATES },
  },
  runs: {
    sorts: ["number", "createdAt", "placed"],
    defaultSort: "-createdAt",
    filters: { year: "number", state: { many: RUN_STATES }, kind: { many: RUN_KINDS } },
  },
  waiting: {
    sorts: ["students"],
    defaultSort: "-students",
    filters: {
      year: "number",
      center: CODES,
      group: CODES,
      gender: GENDERS,
      reason: { many: [PLACEABLE, ...UNPLACED_REASONS] },
    },
  },
  quarantine: {
    sorts: ["age"],
    defaultSort: "age",
    filters: {
      kind: { many: KINDS },
      code: { many: QUARANTINE_CODES },
      owner: ["me", "nobody", ANY_ID],
      batch: [ANY_ID],
    },
  },
  exports: {
    sorts: ["createdAt"],
    defaultSort: "-createdAt",
    filters: { year: "number", state: { many: EXPORT_STATES } },
  },
  audit: {
    sorts: ["at"],
    defaultSort: "-at",
    filters: {
      actor: "word",
      action: { many: "word" },
      type: { many: AUDIT_RESOURCES },
      resource: "word",
      period: AUDIT_PERIODS,
    },
    sizes: [50],
  },
} as const satisfies Record<ListName, ViewSpec>;

/** Who may see a list, keep views of it and take it away: the gate of its page. */
export const GATES = {
  students: "student:read",
  mentors: "mentor:read",
  managers: "mentor:read",
  runs: "run:read",
  waiting: "run:read",
  quarantine: "import:read",
  exports: "export:download",
  audit: "audit:read",
} as const satisfies Record<ListName, Permission>;
