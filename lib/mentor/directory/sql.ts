import { Prisma } from "@db";
import { among, type Codes, either, listed } from "../../db/among";
import { readRows } from "../../db/rows";
import type { Reader } from "../../db/tx";
import type { MentorStanding } from "../availability";

/** What a list of mentors may be narrowed by. `scope` empty = all centres. */
export type MentorFilter = {
  scope: readonly number[];
  /** Centres of the manager. */
  center?: Codes;
  /** Centres whose students may come to the mentor. */
  serves?: Codes;
  group?: Codes;
  gender?: number | undefined;
  manager?: Codes;
  kind?: Codes<string>;
  load?: Codes<MentorLoadState>;
  /** Only these. */
  ids?: readonly number[] | undefined;
  /** Folded text: part of a name, or a whole mentor id. */
  search?: string | undefined;
};
/** OVER is above capacity (a file said so), FULL at it, FREE below it, IDLE without anybody, OUT inactive or not accepting. */
export type MentorLoadState = "OVER" | "FULL" | "FREE" | "IDLE" | "OUT";

export type MentorRow = {
  id: number;
  name: string;
  gender: number;
  kind: string;
  capacity: number;
  baseLoad: number;
  ownLoad: number;
  load: number;
  loadYear: number;
  alias: number | null;
  active: boolean;
  accepting: boolean;
  placeholder: boolean;
  managerId: number | null;
  managerName: string | null;
  managerActive: boolean | null;
  managerCenters: number[];
  groups: number[];
  schools: number[];
  version: number;
};

const FROM = Prisma.sql`"منتورها" m LEFT JOIN managers g ON g.id = m."شناسه_مدیر"`;
const managedIn = (centers: readonly number[]) => Prisma.sql`EXISTS (SELECT 1 FROM manager_allowed_centers c
  WHERE c.manager_id = m."شناسه_مدیر" AND c.center_code = ANY(${[...centers]}::int[]))`;

/** Centres of an active manager, cut down to the mentor's own where there are any. Source: Domain §4 rule 3. */
const serving = (
  centers: readonly number[],
) => Prisma.sql`(g.active AND EXISTS (SELECT 1 FROM manager_allowed_centers c
  WHERE c.manager_id = g.id AND c.center_code = ANY(${[...centers]}::int[]) AND (
    NOT EXISTS (SELECT 1 FROM mentor_allowed_centers o WHERE o.mentor_id = m."شناسه_منتور")
    OR EXISTS (SELECT 1 FROM mentor_allowed_centers o WHERE o.mentor_id = m."شناسه_منتور" AND o.center_code = c.center_code))))`;

const LOAD: Readonly<Record<MentorLoadState, Prisma.Sql>> = {
  OVER: Prisma.sql`m."بار_فعلی" > m."ظرفیت"`,
  FULL: Prisma.sql`m."بار_فعلی" = m."ظرفیت"`,
  FREE: Prisma.sql`m."بار_فعلی" < m."ظرفیت"`,
  IDLE: Prisma.sql`m."بار_فعلی" = 0`,
  OUT: Prisma.sql`(NOT m."فعال" OR NOT m."امکان_جذب" OR m."در_انتظار" OR m."شناسه_مدیر" IS NULL)`,
};

const conditionsOf = (filter: MentorFilter): Prisma.Sql => {
  const all: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (filter.scope.length > 0) all.push(managedIn(filter.scope));
  if (filter.center !== undefined) all.push(managedIn(listed(filter.center)));
  if (filter.serves !== undefined) all.push(serving(listed(filter.serves)));
  if (filter.ids !== undefined) all.push(Prisma.sql`m."شناسه_منتور" = ANY(${[...filter.ids]}::int[])`);
  if (filter.group !== undefined)
    all.push(Prisma.sql`EXISTS (SELECT 1 FROM mentor_allowed_groups x
      WHERE x.mentor_id = m."شناسه_منتور" AND ${among(Prisma.sql`x.group_code`, filter.group)})`);
  if (filter.gender !== undefined) all.push(Prisma.sql`m."جنسیت" = ${filter.gender}`);
  if (filter.manager !== undefined) all.push(among(Prisma.sql`m."شناسه_مدیر"`, filter.manager));
  if (filter.kind !== undefined) all.push(Prisma.sql`m."نوع" = ANY(${listed(filter.kind)}::text[])`);
  if (filter.load !== undefined) all.push(either(listed(filter.load).map((one) => LOAD[one])));
  if (filter.search) all.push(searchOf(filter.search));
  return Prisma.join(all, " AND ");
};

const searchOf = (text: string): Prisma.Sql =>
  /^\d{1,9}$/.test(text)
    ? Prisma.sql`(m."شناسه_منتور" = ${Number(text)} OR m."کد_مستعار" = ${Number(text)})`
    : Prisma.sql`m."کلید_نام" LIKE ${`%${text.replace(/[\\%_]/g, "\\$&")}%`}`;

const ORDER = {
  id: `m."شناسه_منتور" ~D`,
  name: `m."نام" COLLATE "fa-x-icu" ~D`,
  occupancy: `CASE WHEN m."ظرفیت" > 0 THEN m."بار_فعلی"::numeric / m."ظرفیت" END ~D NULLS LAST`,
  load: `m."بار_فعلی" ~D`,
  capacity: `m."ظرفیت" ~D`,
  free: `m."ظرفیت" - m."بار_فعلی" ~D`,
  manager: `g.name COLLATE "fa-x-icu" ~D NULLS LAST`,
} as const;
export type MentorSort = keyof typeof ORDER;

/** The order is one of our own texts, never the caller's; `~D` marks where the direction goes. */
const orderOf = (sort: MentorSort, desc: boolean): Prisma.Sql =>
  Prisma.raw(`${ORDER[sort].replaceAll("~D", desc ? "DESC" : "ASC")}, m."شناسه_منتور" ASC`);

/** One page of mentors with manager, centres, groups and schools. */
export const selectMentors = (
  reader: Reader,
  filter: MentorFilter,
  page: { sort: MentorSort; desc: boolean; offset: number; size: number },
): Promise<MentorRow[]> => reader.$queryRaw<MentorRow[]>`
  SELECT m."شناسه_منتور" AS id, m."نام" AS name, m."جنسیت" AS gender, m."نوع" AS kind, m."ظرفیت" AS capacity,
    m."بار_پایه" AS "baseLoad", m."بار_تخصیص" AS "ownLoad", m."بار_فعلی" AS load, m."سال_بار" AS "loadYear",
    m."کد_مستعار" AS alias, m."فعال" AS active, m."امکان_جذب" AS accepting, m."در_انتظار" AS placeholder,
    m."نسخه" AS version, m."شناسه_مدیر" AS "managerId", g.name AS "managerName", g.active AS "managerActive",
    ARRAY(SELECT center_code FROM manager_allowed_centers c WHERE c.manager_id = g.id ORDER BY 1) AS "managerCenters",
    ARRAY(SELECT group_code FROM mentor_allowed_groups x WHERE x.mentor_id = m."شناسه_منتور" ORDER BY 1) AS groups,
    ARRAY(SELECT school_code FROM mentor_schools x WHERE x.mentor_id = m."شناسه_منتور" ORDER BY 1) AS schools
  FROM ${FROM} WHERE ${conditionsOf(filter)}
  ORDER BY ${orderOf(page.sort, page.desc)} LIMIT ${page.size} OFFSET ${page.offset}`;

/** The ids of all mentors a filter finds, by id. */
export const selectMentorIds = async (reader: Reader, filter: MentorFilter): Promise<number[]> => {
  const rows = await reader.$queryRaw<{ id: number }[]>`
    SELECT m."شناسه_منتور" AS id FROM ${FROM} WHERE ${conditionsOf(filter)} ORDER BY 1`;
  return rows.map(({ id }) => id);
};

type Standing = Omit<MentorStanding, "manager"> & {
  readonly managerId: number | null;
  readonly managerActive: boolean | null;
  readonly managerCenters: readonly number[];
};

/** What decides whether the mentors of a scope (empty = all) take part, by id. */
export const selectStandings = (reader: Reader, scope: readonly number[]): Promise<Standing[]> =>
  readRows<Standing>(
    reader,
    Prisma.sql`
    WITH served AS (SELECT manager_id, array_agg(center_code) AS codes FROM manager_allowed_centers GROUP BY 1)
    SELECT m."شناسه_منتور" AS id, m."نام" AS name, m."کد_مستعار" AS alias, m."در_انتظار" AS placeholder, m."فعال" AS active,
      m."امکان_جذب" AS accepting, m."سال_بار" AS "loadYear", g.id AS "managerId", g.active AS "managerActive",
      coalesce(served.codes, '{}') AS "managerCenters"
    FROM ${FROM} LEFT JOIN served ON served.manager_id = g.id WHERE ${conditionsOf({ scope })} ORDER BY 1`,
  );

export type MentorTotals = { mentors: number; capacity: number; load: number; over: number };

/** How many mentors a filter finds, and their places and loads together. */
export const sumMentors = async (reader: Reader, filter: MentorFilter): Promise<MentorTotals> => {
  const [row] = await reader.$queryRaw<Record<keyof MentorTotals, bigint>[]>`
    SELECT count(*) AS mentors, coalesce(sum(m."ظرفیت"), 0) AS capacity, coalesce(sum(m."بار_فعلی"), 0) AS load,
      count(*) FILTER (WHERE m."بار_فعلی" > m."ظرفیت") AS over
    FROM ${FROM} WHERE ${conditionsOf(filter)}`;
  return {
    mentors: Number(row?.mentors ?? 0),
    capacity: Number(row?.capacity ?? 0),
    load: Number(row?.load ?? 0),
    over: Number(row?.over ?? 0),
  };
};

export type ManagerRow = {
  id: number;
  name: string;
  nameKey: string;
  active: boolean;
  version: number;
  updatedAt: Date;
  centers: number[];
  /** How many mentors, and their places and loads together. */
  mentors: number;
  capacity: number;
  load: number;
};

/** Managers who have a centre of the scope (empty = all), by id, with all their centres and what their mentors carry. */
export const selectManagers = (reader: Reader, scope: readonly number[]): Promise<ManagerRow[]> =>
  reader.$queryRaw<ManagerRow[]>`
    SELECT g.id, g.name, g.name_key AS "nameKey", g.active, g.version, g.updated_at AS "updatedAt",
      ARRAY(SELECT center_code FROM manager_allowed_centers c WHERE c.manager_id = g.id ORDER BY 1) AS centers,
      coalesce(m.mentors, 0) AS mentors, coalesce(m.capacity, 0) AS capacity, coalesce(m.load, 0) AS load
    FROM managers g LEFT JOIN (
      SELECT "شناسه_مدیر" AS id, count(*)::int AS mentors, sum("ظرفیت")::int AS capacity, sum("بار_فعلی")::int AS load
      FROM "منتورها" GROUP BY 1) m ON m.id = g.id
    WHERE ${scope.length === 0} OR EXISTS (SELECT FROM manager_allowed_centers c
      WHERE c.manager_id = g.id AND c.center_code = ANY(${[...scope]}::int[]))
    ORDER BY g.id`;

type Listed = {
  manager: { id: number; name: string; active: boolean; centers: { centerCode: number }[] } | null;
  groups: { groupCode: number }[];
  schools: { schoolCode: number }[];
  centers: { centerCode: number }[];
};

/** What belongs to a mentor: the manager with centres, groups in their own order, schools and centres by code; null for nobody. */
export const selectMentorLists = async (reader: Reader, id: number): Promise<Listed | null> => {
  const [row] = await reader.$queryRaw<
    {
      manager: { id: number; name: string; active: boolean } | null;
      served: number[];
      groups: number[];
      schools: number[];
      centers: number[];
    }[]
  >`
    SELECT CASE WHEN g.id IS NOT NULL THEN json_build_object('id', g.id, 'name', g.name, 'active', g.active) END AS manager,
      ARRAY(SELECT center_code FROM manager_allowed_centers c WHERE c.manager_id = g.id ORDER BY 1) AS served,
      ARRAY(SELECT a.group_code FROM mentor_allowed_groups a JOIN groups o ON o.code = a.group_code
        WHERE a.mentor_id = m."شناسه_منتور" ORDER BY o.position) AS groups,
      ARRAY(SELECT school_code FROM mentor_schools s WHERE s.mentor_id = m."شناسه_منتور" ORDER BY 1) AS schools,
      ARRAY(SELECT center_code FROM mentor_allowed_centers c WHERE c.mentor_id = m."شناسه_منتور" ORDER BY 1) AS centers
    FROM "منتورها" m LEFT JOIN managers g ON g.id = m."شناسه_مدیر" WHERE m."شناسه_منتور" = ${id}`;
  if (row === undefined) return null;
  const byCenter = (codes: readonly number[]) => codes.map((centerCode) => ({ centerCode }));
  return {
    manager: row.manager && { ...row.manager, centers: byCenter(row.served) },
    groups: row.groups.map((groupCode) => ({ groupCode })),
    schools: row.schools.map((schoolCode) => ({ schoolCode })),
    centers: byCenter(row.centers),
  };
};
