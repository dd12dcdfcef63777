import type { MentorKind } from "@/lib/allocation/schema";
import { centersOf, type OutCode, outOfPool } from "@/lib/mentor/availability";

/** A mentor as the database tells it. */
export type MentorFacts = {
  readonly id: number;
  readonly name: string;
  readonly gender: 0 | 1;
  readonly kind: MentorKind;
  readonly capacity: number;
  readonly load: number;
  readonly ownLoad: number;
  readonly loadYear: number;
  readonly alias: number | null;
  readonly active: boolean;
  readonly accepting: boolean;
  readonly placeholder: boolean;
  readonly managerId: number | null;
  readonly managerName: string | null;
  readonly managerActive: boolean | null;
  readonly managerCenters: readonly number[];
  readonly ownCenters: readonly number[];
  readonly groups: readonly number[];
};

export type MentorOccupancy = {
  id: number;
  name: string;
  gender: 0 | 1;
  kind: MentorKind;
  managerId: number | null;
  managerName: string | null;
  capacity: number;
  /** Whole load, as the downstream system and we know it. */
  load: number;
  /** The part of `load` that we placed. */
  ours: number;
  /** Places a run could still use: capacity − load, never below 0, and 0 for a mentor out of the pool. */
  left: number;
  /** Why out of the pool of the year, or null. */
  out: OutCode | null;
  /** Centres whose students may come, ascending. */
  centers: number[];
  groups: readonly number[];
};

/** Occupancy of a mentor in a year. Source: Contracts §1, §3. */
export const occupancyOf = (facts: MentorFacts, year: number): MentorOccupancy => {
  const manager =
    facts.managerId === null ? null : { active: facts.managerActive ?? false, centers: facts.managerCenters };
  const out = outOfPool({ ...facts, manager }, year);
  const { id, name, gender, kind, managerId, managerName, capacity, load, groups } = facts;
  return {
    ...{ id, name, gender, kind, managerId, managerName, capacity, load, groups },
    ours: facts.ownLoad,
    left: out ? 0 : Math.max(0, capacity - load),
    out,
    centers: centersOf(manager, facts.ownCenters),
  };
};

export type Totals = {
  mentors: number;
  inPool: number;
  capacity: number;
  load: number;
  left: number;
  over: number;
  idle: number;
};

/** Sums of a set of mentors. `over` = load above capacity, `idle` = in the pool without anybody. */
export const totalsOf = (mentors: readonly MentorOccupancy[]): Totals => {
  const totals: Totals = {
    mentors: mentors.length,
    inPool: 0,
    capacity: 0,
    load: 0,
    left: 0,
    over: 0,
    idle: 0,
  };
  for (const mentor of mentors) {
    totals.capacity += mentor.capacity;
    totals.load += mentor.load;
    totals.left += mentor.left;
    if (!mentor.out) totals.inPool += 1;
    if (mentor.load > mentor.capacity) totals.over += 1;
    if (!mentor.out && mentor.load === 0) totals.idle += 1;
  }
  return totals;
};

/** Steps of the histogram: ten of a tenth each (lower bound included), exactly full, above capacity, no capacity at all. */
export const STEPS = 10;
export type Histogram = { tenths: number[]; full: number; over: number; none: number };

/** How many mentors are how full, by load ÷ capacity; compared in integers, so exactly 30 % is in the fourth tenth. */
export const histogramOf = (mentors: readonly Pick<MentorOccupancy, "load" | "capacity">[]): Histogram => {
  const histogram: Histogram = { tenths: new Array<number>(STEPS).fill(0), full: 0, over: 0, none: 0 };
  for (const { load, capacity } of mentors) {
    if (load > capacity) histogram.over += 1;
    else if (capacity === 0) histogram.none += 1;
    else if (load === capacity) histogram.full += 1;
    else histogram.tenths[Math.floor((load * STEPS) / capacity)]! += 1;
  }
  return histogram;
};

export type ManagerCell = { mentors: number; capacity: number; load: number; left: number; placed: number };
export type ManagerRow = {
  id: number;
  name: string;
  /** By centre code; a centre none of the manager's mentors may take students from is missing. */
  cells: Map<number, ManagerCell>;
  total: ManagerCell;
};

const emptyCell = (): ManagerCell => ({ mentors: 0, capacity: 0, load: 0, left: 0, placed: 0 });

/**
 * Managers × centres. A cell sums the mentors of the manager who may take students of that centre — load and capacity whole,
 * so a mentor of two centres counts in both cells and once in `total`; `placed` are our students of that centre with them.
 */
export const managerRowsOf = (
  mentors: readonly MentorOccupancy[],
  placed: readonly { managerId: number; centerCode: number; placed: number }[],
): ManagerRow[] => {
  const rows = new Map<number, ManagerRow>();
  for (const mentor of mentors) {
    if (mentor.managerId === null) continue;
    const row = rows.get(mentor.managerId) ?? {
      id: mentor.managerId,
      name: mentor.managerName ?? "",
      cells: new Map(),
      total: emptyCell(),
    };
    rows.set(row.id, row);
    add(row.total, mentor);
    for (const center of mentor.centers) add(cellOf(row, center), mentor);
  }
  for (const { managerId, centerCode, placed: n } of placed) {
    const row = rows.get(managerId);
    if (!row) continue;
    cellOf(row, centerCode).placed += n;
    row.total.placed += n;
  }
  return [...rows.values()].sort((a, b) => a.id - b.id);
};

const cellOf = (row: ManagerRow, center: number): ManagerCell => {
  const cell = row.cells.get(center) ?? emptyCell();
  row.cells.set(center, cell);
  return cell;
};

const add = (cell: ManagerCell, mentor: MentorOccupancy): void => {
  cell.mentors += 1;
  cell.capacity += mentor.capacity;
  cell.load += mentor.load;
  cell.left += mentor.left;
};

export type MentorSort = "occupancy" | "left" | "id";

/** Orders mentors for a page: fullest first (exact ratio), most places first, or by id; ties by id. */
export const sortMentors = (
  mentors: readonly MentorOccupancy[],
  by: MentorSort,
  desc: boolean,
): MentorOccupancy[] => {
  const sign = desc ? -1 : 1;
  const compare: Record<MentorSort, (a: MentorOccupancy, b: MentorOccupancy) => number> = {
    occupancy: (a, b) => a.load * b.capacity - b.load * a.capacity,
    left: (a, b) => a.left - b.left,
    id: (a, b) => a.id - b.id,
  };
  return [...mentors].sort((a, b) => sign * compare[by](a, b) || a.id - b.id);
};
