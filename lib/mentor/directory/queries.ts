import { isMentorId } from "@/lib/shared/ids";
import { ok } from "@/lib/shared/result";
import { byPersianName, searchKey } from "@/lib/shared/text";
import type { Can, Staff } from "../../auth/permissions";
import { seesCenters } from "../../auth/permissions";
import { db } from "../../db/client";
import { outOfPool } from "../availability";
import type { FindMentors, MentorStandingName } from "./schema";
import {
  type ManagerRow,
  type MentorFilter,
  type MentorRow,
  type MentorSort,
  type MentorTotals,
  selectManagers,
  selectMentorIds,
  selectMentorLists,
  selectMentors,
  selectStandings,
  sumMentors,
} from "./sql";

export type { MentorLoadState, MentorRow, MentorSort, MentorTotals } from "./sql";

export type MentorListing = Omit<MentorFilter, "scope" | "search" | "ids"> & {
  /** Only those who stand so in the pool of a year. */
  standing?: { readonly year: number; readonly as: readonly MentorStandingName[] } | undefined;
  /** As typed: part of a name, a mentor id or an alias. */
  search?: string | undefined;
  sort: MentorSort;
  desc: boolean;
  offset: number;
  size: number;
};

/** A listing within the actor's sight. Where a mentor stands is worked out here as for a run, so that the two never differ. */
const filterOf = async (
  staff: Staff,
  { standing, search, ...asked }: Partial<MentorListing>,
): Promise<MentorFilter> => {
  const scope = staff.centers;
  const filter = { ...asked, scope, search: search ? searchKey(search) : undefined };
  if (standing === undefined) return filter;
  const rows = await selectStandings(db(), scope);
  const found = rows.filter(({ managerId, managerActive, managerCenters, ...mentor }) => {
    const manager = managerId === null ? null : { active: managerActive === true, centers: managerCenters };
    return standing.as.includes(outOfPool({ ...mentor, manager }, standing.year) ?? "IN");
  });
  return { ...filter, ids: found.map(({ id }) => id) };
};

/** One page of the mentors an actor may see (a manager's centre lies in the scope), and the totals of all pages. Source: Contracts §6. */
export const listMentors = async (
  staff: Can<"mentor:read">,
  listing: MentorListing,
): Promise<{ rows: MentorRow[]; totals: MentorTotals }> => {
  const filter = await filterOf(staff, listing);
  const [rows, totals] = await Promise.all([selectMentors(db(), filter, listing), sumMentors(db(), filter)]);
  return { rows, totals };
};

/** The ids of all mentors of a filter within the actor's sight. Source: Contracts §6. */
export const listMentorIds = async (staff: Can<"mentor:read">, listing: MentorListing): Promise<number[]> =>
  selectMentorIds(db(), await filterOf(staff, { ...listing, search: undefined }));

export type FoundMentor = { id: string; title: string; facts: (string | number)[]; href: string };
const FOUND_MAX = 8;

/** The first mentors that match what somebody typed, as a search box shows them. */
export const findMentors = async (staff: Can<"mentor:read">, { text }: FindMentors) => {
  const page = { sort: "name", desc: false, offset: 0, size: FOUND_MAX } as const;
  const rows = await selectMentors(db(), { scope: staff.centers, search: searchKey(text) }, page);
  return ok(
    rows.map(
      ({ id, name, managerName }): FoundMentor => ({
        ...{ id: String(id), title: name, href: `/mentors/${id}` },
        facts: managerName ? [id, managerName] : [id],
      }),
    ),
  );
};

/** Two questions at once, not one after the other for relations of relations. */
const find = async (id: number) => {
  const [mentor, lists] = await Promise.all([
    db().mentor.findUnique({ where: { id } }),
    selectMentorLists(db(), id),
  ]);
  return mentor && lists && { ...mentor, ...lists };
};
export type MentorDetail = NonNullable<Awaited<ReturnType<typeof find>>>;

/** A mentor with manager, groups, schools and centres; null when unknown or out of scope. */
export const getMentor = async (staff: Can<"mentor:read">, id: number): Promise<MentorDetail | null> => {
  const mentor = isMentorId(id) ? await find(id) : null;
  if (!mentor) return null;
  if (staff.centers.length === 0) return mentor;
  const centers = mentor.manager?.centers.map((c) => c.centerCode) ?? [];
  return centers.length > 0 && seesCenters(staff, centers) ? mentor : null;
};

export type CaseloadRow = {
  studentId: string;
  nationalId: string;
  firstName: string;
  lastName: string;
  centerCode: number;
  groupCode: number;
  counter: string | null;
  status: string;
  pinned: boolean;
  at: Date;
};

/**
 * The students a mentor has now. Students of centres outside the actor's scope are only counted (`others`): the load is
 * shown whole. Source: Contracts §6.
 */
export const getCaseload = async (
  staff: Can<"mentor:read">,
  mentorId: number,
): Promise<{ rows: CaseloadRow[]; others: number }> => {
  const active = { mentorId, status: { in: ["OK", "TEMP_REVIEW"] } };
  const inside = staff.centers.length > 0 ? { student: { centerCode: { in: [...staff.centers] } } } : {};
  const [found, all] = await Promise.all([
    db().assignment.findMany({
      where: { ...active, ...inside },
      include: { student: true },
      orderBy: { nationalId: "asc" },
    }),
    staff.centers.length > 0 ? db().assignment.count({ where: active }) : null,
  ]);
  const rows = found.map(({ student, status, pinned, at }) => ({
    studentId: student.id,
    nationalId: student.nationalId,
    firstName: student.firstName,
    lastName: student.lastName,
    centerCode: student.centerCode,
    groupCode: student.groupCode,
    counter: student.counter,
    status,
    pinned,
    at,
  }));
  // Not by the database: its own collation may be any, and a caseload is short.
  rows.sort((a, b) => byPersianName(a.lastName, b.lastName) || byPersianName(a.firstName, b.firstName));
  return { rows, others: all === null ? 0 : all - rows.length };
};

/** Managers an actor may see with their centres, number of mentors, places and load. */
export const listManagers = (staff: Can<"mentor:read">): Promise<ManagerItem[]> =>
  selectManagers(db(), staff.centers);

/** A manager with centres and what the mentors carry together. */
export type ManagerItem = ManagerRow;
