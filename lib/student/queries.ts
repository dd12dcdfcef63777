import type { Staff } from "../auth/permissions";
import { db } from "../db/client";

/** A code with its names; what filters and forms offer. */
export type NamedCode = { code: number; nameFa: string; nameEn: string };

/** The registration centres, by code. Everyone signed in may know them; what lies in them is scoped elsewhere. */
export const listCenters = (_staff: Staff): Promise<NamedCode[]> =>
  db().center.findMany({ orderBy: { code: "asc" }, select: { code: true, nameFa: true, nameEn: true } });

/** The exam groups in their own order. Source: Domain §3. */
export const listGroups = (_staff: Staff): Promise<NamedCode[]> =>
  db().group.findMany({ orderBy: { position: "asc" }, select: { code: true, nameFa: true, nameEn: true } });

export type Year = { year: number; students: number };

/** The academic years with how many students each has, newest first. */
export const listYears = async (_staff: Staff): Promise<Year[]> => {
  const rows = await db().academicYear.findMany({
    orderBy: { year: "desc" },
    select: { year: true, _count: { select: { students: true } } },
  });
  return rows.map(({ year, _count }) => ({ year, students: _count.students }));
};
