import type { Can } from "../../auth/permissions";
import { inScope } from "../../auth/permissions";
import { db } from "../../db/client";
import { isUuid } from "../../shared/ids";
import { searchKey } from "../../shared/text";
import { countStudents, type StudentFilter, type StudentRow, type StudentSort, selectStudents } from "./sql";

export type { StudentRow, StudentSort, StudentStatus } from "./sql";

export type StudentListing = Omit<StudentFilter, "scope" | "search"> & {
  /** As typed: part of a name, a national id or a counter. */
  search?: string | undefined;
  sort: StudentSort;
  desc: boolean;
  offset: number;
  size: number;
};

/** One page of the students an actor may see (a MENTOR: only those he has now) and how many there are. Source: Contracts §6. */
export const listStudents = async (
  staff: Can<"student:read">,
  listing: StudentListing,
): Promise<{ rows: StudentRow[]; total: number }> => {
  const filter: StudentFilter = {
    ...listing,
    scope: staff.centers,
    ...(staff.role === "MENTOR" ? { mentorId: staff.mentorId ?? 0 } : {}),
    search: listing.search ? searchKey(listing.search) : undefined,
  };
  const [rows, total] = await Promise.all([
    selectStudents(db(), filter, listing),
    countStudents(db(), filter),
  ]);
  return { rows, total };
};

const WITH = {
  group: true,
  center: true,
  ledger: true,
  assignments: {
    orderBy: { id: "desc" },
    include: { mentor: { include: { manager: true } }, run: { select: { id: true, number: true } } },
  },
} as const;

const find = (id: string) => db().student.findUnique({ where: { id }, include: WITH });
export type StudentDetail = NonNullable<Awaited<ReturnType<typeof find>>>;

/** A student with group, centre, counter and every assignment, newest first; null when unknown or out of scope. */
export const getStudent = async (staff: Can<"student:read">, id: string): Promise<StudentDetail | null> => {
  const student = isUuid(id) ? await find(id) : null;
  if (!student || !inScope(staff, student.centerCode)) return null;
  const theirs = (mentorId: number | null, status: string) =>
    mentorId !== null && mentorId === staff.mentorId && (status === "OK" || status === "TEMP_REVIEW");
  if (staff.role === "MENTOR" && !student.assignments.some((a) => theirs(a.mentorId, a.status))) return null;
  return student;
};

export type StudentChange = { at: Date; actorName: string; action: string; diff: unknown };

/** What people and jobs did to a student, newest first, from the audit log. */
export const listStudentChanges = async (
  staff: Can<"student:read">,
  id: string,
  rowsMax = 100,
): Promise<StudentChange[]> => {
  if (!(await getStudent(staff, id))) return [];
  return await db().auditLog.findMany({
    where: { resourceType: "student", resourceId: id },
    orderBy: { id: "desc" },
    take: rowsMax,
    select: { at: true, actorName: true, action: true, diff: true },
  });
};
