import { getCapacityPlan } from "@/lib/allocation/capacity/queries";
import { type Can, inScope, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { readPoolVersion } from "@/lib/jobs/pool-version";
import { keepNewest } from "@/lib/shared/kept";
import { listGroups, type NamedCode } from "@/lib/student/queries";
import { gapsOf, type LoadGap } from "./downstream";
import {
  type Histogram,
  histogramOf,
  type ManagerRow,
  type MentorOccupancy,
  type MentorSort,
  managerRowsOf,
  occupancyOf,
  sortMentors,
  type Totals,
  totalsOf,
} from "./occupancy";
import { type Market, marketOf, type RunOut, runOutOf } from "./outlook";
import { type Relief, reliefOf } from "./relief";
import {
  countByCenter,
  countByGroup,
  countTaken,
  countUnknown,
  countWaiting,
  type PoolFilter,
  selectPool,
} from "./sql";

type Frame = { year: number; totals: Totals };

export type UtilizationFilter = {
  /** Whose placements count, and who is in the pool (loads belong to a year). */
  year: number;
  /** Only mentors who are managed in this centre; one out of the viewer's scope is ignored. */
  center: number | null;
};

const poolOf = (staff: Staff, { center }: UtilizationFilter): PoolFilter => ({
  scope: staff.centers,
  center: center !== null && inScope(staff, center) ? center : null,
  manager: null,
});

/** What thousands of mentors come to: of a year, of whom the viewer sees, in one state of the pool. */
type Pool = { readonly mentors: readonly MentorOccupancy[]; readonly totals: Totals };
const pools = keepNewest<Pool>(6);
const centerCounts = keepNewest<Awaited<ReturnType<typeof countByCenter>>>(6);
const markets = keepNewest<Market>(6);

/** The pool of a filter; `key` names it in its present state. */
const frameOf = async (staff: Staff, filter: UtilizationFilter) => {
  const { year } = filter;
  const pool = poolOf(staff, filter);
  const scope = [...pool.scope].sort((a, b) => a - b);
  const key = `${await readPoolVersion()} ${year} ${scope} ${pool.center}`;
  const { mentors, totals } = await pools(key, async () => {
    const all = (await selectPool(db(), pool)).map((facts) => occupancyOf(facts, year));
    return { mentors: all, totals: totalsOf(all) };
  });
  return { year, key, pool, mentors, totals };
};

/** The year a report starts with: the newest that has students, before there are any the newest of a load, or null. */
export const findReportYear = async (
  _staff: Can<"report:read"> | Can<"mentor:read">,
): Promise<number | null> => {
  // The newest by the index; a maximum would look at every student.
  const student = await db().student.findFirst({ orderBy: { year: "desc" }, select: { year: true } });
  if (student !== null) return student.year;
  return (await db().mentor.aggregate({ _max: { loadYear: true } }))._max.loadYear;
};

export type MentorHeat = Frame & {
  total: number;
  rows: (MentorOccupancy & { placed: Map<number, number> })[];
  /** Groups that occur in the rows, in the order of the groups table. */
  groups: NamedCode[];
};

/**
 * One page of the heatmap mentors × groups. A cell exists where the mentor may take the group (or has students of it):
 * `placed` = our active students of the group with the mentor; load, capacity and places left are the mentor's own, the same
 * in the whole row, because a file's load has no groups. Loads are whole; of other centres' students only numbers show.
 */
export const getMentorHeat = async (
  staff: Can<"report:read">,
  filter: UtilizationFilter & { sort: MentorSort; desc: boolean; offset: number; size: number },
): Promise<MentorHeat> => {
  const { mentors, key: _key, pool: _pool, ...frame } = await frameOf(staff, filter);
  const page = sortMentors(mentors, filter.sort, filter.desc).slice(
    filter.offset,
    filter.offset + filter.size,
  );
  const [counts, groups] = await Promise.all([
    countByGroup(
      db(),
      frame.year,
      page.map((mentor) => mentor.id),
    ),
    listGroups(staff),
  ]);
  const placed = new Map<number, Map<number, number>>();
  for (const row of counts) {
    const byGroup = placed.get(row.mentorId) ?? new Map<number, number>();
    placed.set(row.mentorId, byGroup.set(row.groupCode, row.placed));
  }
  const rows = page.map((mentor) => ({ ...mentor, placed: placed.get(mentor.id) ?? new Map() }));
  const used = new Set(rows.flatMap((row) => [...row.groups, ...row.placed.keys()]));
  return { ...frame, total: mentors.length, rows, groups: groups.filter((group) => used.has(group.code)) };
};

export type ManagerHeat = Frame & { rows: ManagerRow[] };

/** The heatmap managers × centres (`managerRowsOf` says what a cell sums) for the mentors in the viewer's scope. */
export const getManagerHeat = async (
  staff: Can<"report:read">,
  filter: UtilizationFilter,
): Promise<ManagerHeat> => {
  const { mentors, key, pool, ...frame } = await frameOf(staff, filter);
  const counts = await centerCounts(key, () => countByCenter(db(), frame.year, pool));
  return { ...frame, rows: managerRowsOf(mentors, counts) };
};

export type Spread = Frame & { histogram: Histogram; over: MentorOccupancy[]; idle: MentorOccupancy[] };
const NAMED = 10;

/** How full mentors are: the histogram of those in the pool or loaded, and who is most above capacity or still idle. */
export const getSpread = async (staff: Can<"report:read">, filter: UtilizationFilter): Promise<Spread> => {
  const { mentors, key: _key, pool: _pool, ...frame } = await frameOf(staff, filter);
  const counted = mentors.filter((mentor) => !mentor.out || mentor.load > 0);
  const over = sortMentors(
    mentors.filter((mentor) => mentor.load > mentor.capacity),
    "occupancy",
    true,
  );
  const idle = sortMentors(
    mentors.filter((mentor) => !mentor.out && mentor.load === 0),
    "left",
    true,
  );
  return {
    ...frame,
    histogram: histogramOf(counted),
    over: over.slice(0, NAMED),
    idle: idle.slice(0, NAMED),
  };
};

export type RunPoint = {
  id: string;
  number: number;
  publishedAt: Date;
  placed: number;
  needsNewMentor: number;
};
export type Outlook = Frame &
  Market & {
    /** The first of them. */
    runOut: RunOut[];
    runOutTotal: number;
    runs: RunPoint[];
    relief: Relief[];
  };
const WINDOW_DAYS = 30;
const RUNS_SHOWN = 20;

/** The newest published runs of a year the viewer may see, oldest first. */
const listRunPoints = async (staff: Staff, year: number): Promise<RunPoint[]> => {
  const scope = [...staff.centers];
  const visible = { OR: [{ centers: { isEmpty: true } }, { centers: { hasSome: scope } }] };
  const runs = await db().run.findMany({
    where: {
      year,
      state: "PUBLISHED",
      kind: "ALLOCATE",
      publishedAt: { not: null },
      ...(scope.length > 0 ? visible : {}),
    },
    orderBy: { publishedAt: "desc" },
    take: RUNS_SHOWN,
    select: { id: true, number: true, publishedAt: true, publishedPlaced: true, publishedUnplaced: true },
  });
  return runs.reverse().map(({ id, number, publishedAt, publishedPlaced, publishedUnplaced }) => ({
    id,
    number,
    publishedAt: publishedAt ?? new Date(0),
    placed: publishedPlaced,
    needsNewMentor: publishedUnplaced,
  }));
};

/** The market of some centres (none = all): of others nobody is counted who waits, so nothing is told of their places. */
const marketIn = (centers: readonly number[], ...facts: Parameters<typeof marketOf>): Market => {
  const { demand, open } = marketOf(...facts);
  return { demand, open: open.filter(({ center }) => centers.length === 0 || centers.includes(center)) };
};

/** What waits against what is left, who is full first at the intake of the last thirty days, and how the runs went. */
export const getOutlook = async (staff: Can<"report:read">, filter: UtilizationFilter): Promise<Outlook> => {
  const { mentors, key, pool, ...frame } = await frameOf(staff, filter);
  const seen = pool.center === null ? pool.scope : [pool.center];
  const [market, taken, runs] = await Promise.all([
    markets(key, async () => marketIn(seen, mentors, await countWaiting(db(), frame.year, seen))),
    countTaken(db(), frame.year, WINDOW_DAYS),
    listRunPoints(staff, frame.year),
  ]);
  const byMentor = new Map(taken.map((row) => [row.mentorId, row.taken]));
  const runOut = runOutOf(mentors, byMentor, WINDOW_DAYS);
  return {
    ...frame,
    ...market,
    relief: reliefOf(mentors),
    runOut: runOut.slice(0, NAMED),
    runOutTotal: runOut.length,
    runs,
  };
};

export type Downstream = Frame & { gaps: LoadGap[] };

/** Mentors in the viewer's scope whose load the downstream system counts otherwise, and why. Source: Contracts §1. */
export const getDownstream = async (
  staff: Can<"report:read">,
  filter: UtilizationFilter,
): Promise<Downstream> => {
  const [{ mentors, key: _key, pool: _pool, ...frame }, unknown] = await Promise.all([
    frameOf(staff, filter),
    countUnknown(db(), filter.year),
  ]);
  return { ...frame, gaps: gapsOf(mentors, unknown) };
};

export type LoadReport = {
  mentors: { mentorId: number; capacity: number; base: number; ours: number; load: number }[];
};

/** Loads of the mentors whose load is that of a year, by id: what the file said, what we placed on top, and the sum. Source: Contracts §7. */
export const reportLoads = async (staff: Can<"report:read">, year: number): Promise<LoadReport> => {
  const inScope =
    staff.centers.length > 0
      ? { manager: { centers: { some: { centerCode: { in: [...staff.centers] } } } } }
      : {};
  const mentors = await db().mentor.findMany({
    where: { loadYear: year, ...inScope },
    select: { id: true, capacity: true, baseLoad: true, ownLoad: true, load: true },
    orderBy: { id: "asc" },
  });
  return {
    mentors: mentors.map(({ id, capacity, baseLoad, ownLoad, load }) => ({
      mentorId: id,
      capacity,
      base: baseLoad,
      ours: ownLoad,
      load,
    })),
  };
};

/**
 * The fewest places with which everybody who waits would be placed, and how many mentors they ask for who do not exist yet;
 * null when nothing is lacking. As the capacity planner counts them. Source: Design §4.
 */
export const getNeededPlaces = async (
  staff: Can<"run:read">,
  { year, center }: UtilizationFilter,
): Promise<{ places: number; newMentors: number } | null> => {
  const report = await getCapacityPlan(staff, { year, centers: center === null ? [] : [center] });
  if (!report.ok || report.value.plan.places === 0) return null;
  const { places, profiles } = report.value.plan;
  return { places, newMentors: profiles.length };
};
