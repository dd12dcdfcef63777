import { byPersianName } from "@/lib/shared/text";
import { oneOf } from "@/lib/shared/view";

/** The orders a list of managers can be asked for. */
export const MANAGER_SORTS = ["id", "name", "mentors", "load"] as const;
export type ManagerSort = (typeof MANAGER_SORTS)[number];
/** Whether a manager is at work, and has a centre; mentors of an inactive one or of one without any take nobody. */
export const MANAGER_STATES = ["ACTIVE", "INACTIVE", "WITHOUT_CENTER"] as const;
type ManagerState = (typeof MANAGER_STATES)[number];
/** What their mentors carry together: places left, none left, more than places, or no mentor at all. */
export const MANAGER_LOADS = ["FREE", "FULL", "OVER", "NONE"] as const;
type ManagerLoad = (typeof MANAGER_LOADS)[number];

type Row = {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly centers: readonly number[];
  readonly mentors: number;
  readonly load: number;
  readonly capacity: number;
};

/** What a page of managers shows. */
export type ManagerAsked = {
  readonly center?: readonly number[] | undefined;
  readonly state?: string | undefined;
  /** One or several of `MANAGER_LOADS`, joined by commas. */
  readonly load?: string | undefined;
  readonly sort: { readonly key: ManagerSort; readonly desc: boolean };
  readonly offset: number;
  readonly size: number;
};

const share = ({ load, capacity }: Row): number => (capacity > 0 ? load / capacity : -1);

const loadOf = ({ mentors, load, capacity }: Row): ManagerLoad => {
  if (mentors === 0) return "NONE";
  if (load > capacity) return "OVER";
  return load === capacity ? "FULL" : "FREE";
};

const IN_STATE: Readonly<Record<ManagerState, (row: Row) => boolean>> = {
  ACTIVE: ({ active }) => active,
  INACTIVE: ({ active }) => !active,
  WITHOUT_CENTER: ({ centers }) => centers.length === 0,
};

const COMPARE: Readonly<Record<ManagerSort, (a: Row, b: Row) => number>> = {
  id: (a, b) => a.id - b.id,
  name: (a, b) => byPersianName(a.name, b.name),
  mentors: (a, b) => a.mentors - b.mentors,
  load: (a, b) => share(a) - share(b),
};

/** One page of managers, names in Persian order, equal ones by id; a few hundred at most, so they are ordered here. */
export const managerPage = <R extends Row>(
  all: readonly R[],
  { center, state, load, sort, offset, size }: ManagerAsked,
): { rows: R[]; total: number } => {
  const [only] = oneOf(MANAGER_STATES, state) ?? [];
  const loads = oneOf(MANAGER_LOADS, load);
  const found = all.filter(
    (row) =>
      (center === undefined || row.centers.some((code) => center.includes(code))) &&
      (only === undefined || IN_STATE[only](row)) &&
      (loads === undefined || loads.includes(loadOf(row))),
  );
  const turn = sort.desc ? -1 : 1;
  found.sort((a, b) => turn * COMPARE[sort.key](a, b) || a.id - b.id);
  return { rows: found.slice(offset, offset + size), total: found.length };
};
