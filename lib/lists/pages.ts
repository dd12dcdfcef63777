import { UNPLACED_REASONS } from "@/lib/allocation/reasons";
import { POLICIES, RUN_KINDS, RUN_STATES } from "@/lib/allocation/schema";
import { PLACEABLE, WAITING_SORTS } from "@/lib/allocation/waiting";
import type { Permission } from "@/lib/auth/permissions";
import { KINDS } from "@/lib/intake/columns";
import { MANAGER_LOADS, MANAGER_SORTS, MANAGER_STATES } from "@/lib/mentor/directory/manager-page";
import { MENTOR_KINDS, MENTOR_LOADS, MENTOR_SORTS, MENTOR_STANDINGS } from "@/lib/mentor/directory/schema";
import { AUDIT_PERIODS, AUDIT_RESOURCES } from "@/lib/reporting/audit/period";
import { PROFILES } from "@/lib/reporting/profile";
import { EXPORT_SORTS, EXPORT_STATES } from "@/lib/reporting/schema";
import { ISSUES, type IssueCode } from "@/lib/shared/issues";
import { ANY_ID, type ViewSpec } from "@/lib/shared/view";
import { REG_STATUSES, STUDENT_SORTS, STUDENT_STATUSES, STUDENT_TYPES } from "@/lib/student/directory/schema";
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
    filters: {
      year: "number",
      center: CODES,
      group: CODES,
      state: { many: STUDENT_STATUSES },
      gender: GENDERS,
      type: STUDENT_TYPES,
      registration: { many: REG_STATUSES },
      school: CODES,
    },
  },
  mentors: {
    sorts: MENTOR_SORTS,
    defaultSort: "name",
    filters: {
      year: "number",
      load: { many: MENTOR_LOADS },
      out: { many: MENTOR_STANDINGS },
      center: CODES,
      serves: CODES,
      manager: CODES,
      group: CODES,
      gender: GENDERS,
      kind: { many: MENTOR_KINDS },
    },
  },
  managers: {
    sorts: MANAGER_SORTS,
    defaultSort: "id",
    filters: { center: CODES, state: MANAGER_STATES, load: { many: MANAGER_LOADS } },
  },
  runs: {
    sorts: ["number", "createdAt", "placed"],
    defaultSort: "-createdAt",
    filters: {
      year: "number",
      state: { many: RUN_STATES },
      kind: { many: RUN_KINDS },
      policy: POLICIES,
    },
  },
  waiting: {
    sorts: WAITING_SORTS,
    defaultSort: "-students",
    filters: {
      year: "number",
      center: CODES,
      group: CODES,
      gender: GENDERS,
      type: STUDENT_TYPES,
      reason: { many: [PLACEABLE, ...UNPLACED_REASONS] },
    },
  },
  quarantine: {
    sorts: ["age", "batch"],
    defaultSort: "age",
    filters: {
      kind: { many: KINDS },
      code: { many: QUARANTINE_CODES },
      owner: ["me", "nobody", ANY_ID],
      batch: [ANY_ID],
    },
  },
  exports: {
    sorts: EXPORT_SORTS,
    defaultSort: "-createdAt",
    filters: { year: "number", profile: { many: Object.keys(PROFILES) }, state: { many: EXPORT_STATES } },
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
    cursor: "before",
    sizes: [50],
  },
} as const satisfies Record<ListName, ViewSpec>;

/** Who may see a list and keep views of it: the gate of its page. Taking it away as a file needs export:download besides. */
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
