import { cache } from "react";
import type { Can, Staff } from "../auth/permissions";
import { db } from "../db/client";

/** A code with its names; what filters and forms offer. */
export type NamedCode = { code: number; nameFa: string; nameEn: string };

/**
 * The registration centres, by code. Everyone signed in may know them; what lies in them is scoped elsewhere. Read once for
 * a page, like the other lists here that several of its parts name.
 */
export const listCenters = cache(
  (_staff: Staff): Promise<NamedCode[]> =>
    db().center.findMany({ orderBy: { code: "asc" }, select: { code: true, nameFa: true, nameEn: true } }),
);

/** The exam groups in their own order. Source: Domain §3. */
export const listGroups = cache(
  (_staff: Staff): Promise<NamedCode[]> =>
    db().group.findMany({
      orderBy: { position: "asc" },
      select: { code: true, nameFa: true, nameEn: true },
    }),
);

/** The exam groups that are in use, with their stage, as a list of codes is read against. */
export const listGroupNames = (_staff: Staff): Promise<(NamedCode & { bucket: string })[]> =>
  db().group.findMany({
    where: { active: true },
    orderBy: { position: "asc" },
    select: { code: true, nameFa: true, nameEn: true, bucket: true },
  });

export type GroupItem = NamedCode & { bucket: string; version: number };

/** The exam groups with their stage, as the settings show them. */
export const listGroupItems = (_staff: Can<"settings:write">): Promise<GroupItem[]> =>
  db().group.findMany({
    orderBy: { position: "asc" },
    select: { code: true, nameFa: true, nameEn: true, bucket: true, version: true },
  });

export type CenterItem = NamedCode & { version: number };

/** The registration centres as the settings show them. */
export const listCenterItems = (_staff: Can<"settings:write">): Promise<CenterItem[]> =>
  db().center.findMany({
    orderBy: { code: "asc" },
    select: { code: true, nameFa: true, nameEn: true, version: true },
  });

export type Year = { year: number; peopled: boolean };

/**
 * The academic years and whether anybody is in them, newest first. Nobody is counted: nearly every page asks this. The lowest
 * centre of a year is one look into the index; `EXISTS` is planned as a scan of all students for each year without any.
 */
export const listYears = cache(
  (_staff: Staff): Promise<Year[]> => db().$queryRaw`
    SELECT y.year, (SELECT min(s."مرکز_ثبت_نام") FROM "دانش_آموزان" s WHERE s."سال_تحصیلی" = y.year) IS NOT NULL AS peopled
    FROM academic_years y ORDER BY y.year DESC`,
);

export type YearItem = { year: number; code: string; version: number; students: number };

/** The academic years with their counter code and how many students each has, newest first, as the settings show them. */
export const listYearItems = async (_staff: Can<"settings:write">): Promise<YearItem[]> => {
  const rows = await db().academicYear.findMany({
    orderBy: { year: "desc" },
    select: { year: true, code: true, version: true, _count: { select: { students: true } } },
  });
  return rows.map(({ _count, ...year }) => ({ ...year, students: _count.students }));
};
