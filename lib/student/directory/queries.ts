import { isUuid } from "@/lib/shared/ids";
import { maskNationalId } from "@/lib/shared/national-id";
import { ok } from "@/lib/shared/result";
import { searchKey } from "@/lib/shared/text";
import type { Can } from "../../auth/permissions";
import { inScope } from "../../auth/permissions";
import { db } from "../../db/client";
import type { FindStudents } from "./schema";
import {
  countStudents,
  type StudentFilter,
  type StudentLine,
  type StudentRow,
  type StudentSort,
  selectStudentIds,
  selectStudentLines,
  selectStudents,
} from "./sql";

export type { StudentLine, StudentRow, StudentSort, StudentStatus } from "./sql";

export type StudentListing = Omit<StudentFilter, "scope" | "search"> & {
  /** As typed: part of a name, a national id or a counter. */
  search?: string | undefined;
  sort: StudentSort;
  desc: boolean;
  offset: number;
  size: number;
};

/** What an actor asks for, narrowed to what they may see. */
const filterOf = (
  staff: Can<"student:read">,
  { search, ...asked }: Partial<StudentListing>,
): StudentFilter => ({
  ...asked,
  scope: staff.centers,
  ...(staff.role === "MENTOR" ? { mentorId: staff.mentorId ?? 0 } : {}),
  search: search ? searchKey(search) : undefined,
});

/** One page of the students an actor may see (a MENTOR: only those he has now) and how many there are. Source: Contracts §6. */
export const listStudents = async (
  staff: Can<"student:read">,
  listing: StudentListing,
): Promise<{ rows: StudentRow[]; total: number }> => {
  const filter = filterOf(staff, listing);
  const [rows, total] = await Promise.all([
    selectStudents(db(), filter, listing),
    countStudents(db(), filter),
  ]);
  return { rows, total };
};

/** The ids of all students of a filter within the actor's sight, in its order. Source: Contracts §6. */
export const listStudentIds = (staff: Can<"student:read">, listing: StudentListing): Promise<string[]> =>
  selectStudentIds(db(), filterOf(staff, listing), listing);

/** Students that one statement reads; more cost less time and more memory. */
const READ_AT_ONCE = 5_000;

/**
 * All students of a filter, in its order: how many, and their rows page by page as the reader takes them, the next page being
 * read meanwhile. Source: Contracts §6.
 */
export const openStudents = async (
  staff: Can<"student:read">,
  listing: StudentListing,
): Promise<{ total: number; pages: AsyncGenerator<StudentLine[]> }> => {
  const ids = await listStudentIds(staff, listing);
  const read = (from: number): Promise<StudentLine[]> => {
    const page = selectStudentLines(db(), ids.slice(from, from + READ_AT_ONCE));
    // Whoever goes away does not wait for the page that is under way; nobody else hears that it failed.
    page.catch(() => undefined);
    return page;
  };
  const pages = async function* () {
    let ahead = read(0);
    for (let next = READ_AT_ONCE; next < ids.length + READ_AT_ONCE; next += READ_AT_ONCE) {
      const page = await ahead;
      if (next < ids.length) ahead = read(next);
      yield page;
    }
  };
  return { total: ids.length, pages: pages() };
};

/** A student as a search shows them: the national id masked, the address by uuid. */
export type FoundStudent = { id: string; title: string; facts: string[]; href: string };

const FOUND_MAX = 8;

/** The first students whose name, national id or counter fits what was typed, in Persian order. Source: Contracts §1. */
export const findStudents = async (staff: Can<"student:read">, { text }: FindStudents) => {
  const page = { sort: "name", desc: false, offset: 0, size: FOUND_MAX } as const;
  const rows = await selectStudents(db(), filterOf(staff, { search: text }), page);
  return ok(
    rows.map(({ id, firstName, lastName, nationalId, counter }): FoundStudent => {
      const masked = maskNationalId(nationalId);
      const name = `${firstName} ${lastName}`.trim();
      const facts = counter ? [masked, counter] : [masked];
      return { id, title: name || masked, facts, href: `/students/${id}` };
    }),
  );
};

/**
 * A student with every assignment, newest first, and whom and which run each is with. All asked at once: relations of relations
 * would be asked one after the other.
 */
const find = async (id: string) => {
  const theirs = { assignments: { some: { student: { id } } } };
  const [student, assignments, mentors, runs] = await Promise.all([
    db().student.findUnique({ where: { id } }),
    db().assignment.findMany({ where: { student: { id } }, orderBy: { id: "desc" } }),
    db().mentor.findMany({ where: theirs }),
    db().run.findMany({ where: theirs, select: { id: true, number: true } }),
  ]);
  return (
    student && {
      ...student,
      assignments: assignments.map((one) => ({
        ...one,
        mentor: mentors.find((mentor) => mentor.id === one.mentorId) ?? null,
        run: runs.find((run) => run.id === one.runId) ?? null,
      })),
    }
  );
};
export type StudentDetail = NonNullable<Awaited<ReturnType<typeof find>>>;

/** A student with every assignment, newest first; null when unknown or out of scope. */
export const getStudent = async (staff: Can<"student:read">, id: string): Promise<StudentDetail | null> => {
  const student = isUuid(id) ? await find(id) : null;
  if (!student || !inScope(staff, student.centerCode)) return null;
  const theirs = (mentorId: number | null, status: string) =>
    mentorId !== null && mentorId === staff.mentorId && (status === "OK" || status === "TEMP_REVIEW");
  if (staff.role === "MENTOR" && !student.assignments.some((a) => theirs(a.mentorId, a.status))) return null;
  return student;
};

/** The uuid of the student with a national id; null when unknown or out of scope. For the command line: elsewhere the uuid is known. */
export const findStudentId = async (
  staff: Can<"student:read">,
  nationalId: string,
): Promise<string | null> => {
  const row = await db().student.findUnique({
    where: { nationalId },
    select: { id: true, centerCode: true },
  });
  return row !== null && inScope(staff, row.centerCode) ? row.id : null;
};

/** Name of a school, or null when its code is in no list (a warning of the import, never a refusal). */
export const findSchoolName = async (_staff: Can<"student:read">, code: number): Promise<string | null> =>
  (await db().school.findUnique({ where: { code }, select: { name: true } }))?.name ?? null;

/** Whether the actor may see a student: the question of `getStudent` without its answer. */
const isSeen = async (staff: Can<"student:read">, id: string): Promise<boolean> => {
  const [row] = await selectStudents(db(), { ...filterOf(staff, {}), id }, ONE);
  return row !== undefined;
};
const ONE = { sort: "nationalId", desc: false, offset: 0, size: 1 } as const;

export type StudentChange = { at: Date; actorName: string; action: string; diff: unknown };

/** What people and jobs did to a student, newest first, from the audit log; `isCut`: there are older ones. */
export const listStudentChanges = async (
  staff: Can<"student:read">,
  id: string,
  rowsMax = 100,
): Promise<{ events: StudentChange[]; isCut: boolean }> => {
  if (!isUuid(id)) return { events: [], isCut: false };
  const [seen, changes] = await Promise.all([
    isSeen(staff, id),
    db().auditLog.findMany({
      where: { resourceType: "student", resourceId: id },
      orderBy: { id: "desc" },
      take: rowsMax + 1,
      select: { at: true, actorName: true, action: true, diff: true },
    }),
  ]);
  return seen
    ? { events: changes.slice(0, rowsMax), isCut: changes.length > rowsMax }
    : { events: [], isCut: false };
};
