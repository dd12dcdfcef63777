import type { WaitingFilter } from "@/lib/allocation/need/schema";
import type { ManagerAsked, ManagerSort } from "@/lib/mentor/directory/manager-page";
import type { MentorListing } from "@/lib/mentor/directory/queries";
import { MENTOR_LOADS, MENTOR_STANDINGS } from "@/lib/mentor/directory/schema";
import type { MentorSort } from "@/lib/mentor/directory/sql";
import { periodStart } from "@/lib/reporting/audit/period";
import type { AuditFilter } from "@/lib/reporting/audit/queries";
import type { ExportListing } from "@/lib/reporting/queries";
import { EXPORT_STATES, type ExportSort } from "@/lib/reporting/schema";
import { codesOf, oneOf, type View, valuesOf } from "@/lib/shared/view";
import type { StudentListing, StudentSort } from "@/lib/student/directory/queries";
import { STUDENT_STATUSES } from "@/lib/student/directory/schema";

type Filters = View["filters"];

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** What an address asks of the list of students. */
export const studentsAsked = ({ filters, sort, offset, size }: View<StudentSort>): StudentListing => ({
  year: numberOf(filters["year"]),
  center: codesOf(filters["center"]),
  group: codesOf(filters["group"]),
  status: oneOf(STUDENT_STATUSES, filters["state"]),
  gender: numberOf(filters["gender"]),
  studentType: numberOf(filters["type"]),
  regStatus: codesOf(filters["registration"]),
  school: codesOf(filters["school"]),
  sort: sort.key,
  desc: sort.desc,
  offset,
  size,
});

/** The year whose pool an address of mentors looks at; `newest` unless it says another. */
export const mentorYear = (filters: Filters, newest: number): number => numberOf(filters["year"]) ?? newest;

const standingAsked = (filters: Filters, newest: number): MentorListing["standing"] => {
  const as = oneOf(MENTOR_STANDINGS, filters["out"]);
  return as && { year: mentorYear(filters, newest), as };
};

/** What an address asks of the list of mentors; `newest` is the year it is about unless it says another. */
export const mentorsAsked = (
  { filters, sort, offset, size }: View<MentorSort>,
  newest: number,
): MentorListing => ({
  center: codesOf(filters["center"]),
  serves: codesOf(filters["serves"]),
  group: codesOf(filters["group"]),
  manager: codesOf(filters["manager"]),
  gender: numberOf(filters["gender"]),
  kind: filters["kind"] === undefined ? undefined : valuesOf(filters["kind"]),
  load: oneOf(MENTOR_LOADS, filters["load"]),
  standing: standingAsked(filters, newest),
  sort: sort.key,
  desc: sort.desc,
  offset,
  size,
});

/** What an address asks of the list of managers. */
export const managersAsked = ({ filters, sort, offset, size }: View<ManagerSort>): ManagerAsked => ({
  center: codesOf(filters["center"]),
  state: filters["state"],
  load: filters["load"],
  sort,
  offset,
  size,
});

/** Which of the waiting students of a year an address means. */
export const waitingAsked = (filters: Filters, year: number): WaitingFilter => ({
  year,
  center: codesOf(filters["center"]),
  group: codesOf(filters["group"]),
  gender: numberOf(filters["gender"]),
  type: numberOf(filters["type"]),
  reason: filters["reason"] === undefined ? undefined : valuesOf(filters["reason"]),
});

/** What an address asks of the list of exports. */
export const exportsAsked = ({ filters, sort, offset, size }: View<ExportSort>): ExportListing => ({
  year: numberOf(filters["year"]),
  profile: filters["profile"] === undefined ? undefined : valuesOf(filters["profile"]),
  state: oneOf(EXPORT_STATES, filters["state"]),
  sort,
  offset,
  size,
});

/** What an address asks of the audit log, counted back from now. */
export const auditAsked = ({ filters, sort, size }: View, now: Date): AuditFilter => ({
  order: sort.desc ? "newest" : "oldest",
  actorKey: filters["actor"],
  action: filters["action"] === undefined ? undefined : valuesOf(filters["action"]),
  resourceType: filters["type"] === undefined ? undefined : valuesOf(filters["type"]),
  resourceId: filters["resource"],
  from: periodStart(filters["period"], now),
  size,
});
