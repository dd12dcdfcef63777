import { type Can, ownsCenters, seesCenters } from "@/lib/auth/permissions";
import { countNumbersLeft } from "@/lib/counter/sql";
import { db } from "@/lib/db/client";
import type { OutCode } from "@/lib/mentor/availability";
import { isUuid } from "@/lib/shared/ids";
import { type Miss, missesOf } from "../misses";
import { readPoolMentors, readStoredSnapshot } from "../pool/queries";
import { countCounterDemand } from "../publish/queries";
import type { UnplacedReason } from "../reasons";
import { hasPlace } from "../rules";
import { readRun } from "../sql";
import { eventCountsOf } from "./event-counts";
import {
  countItems,
  type ItemFilter,
  type ItemRow,
  selectDeadLetters,
  selectDemand,
  selectItems,
  selectMentorNames,
  selectPlacement,
  selectTaken,
  selectUnplacedClasses,
  type UnplacedClass,
} from "./sql";

/** The run, if there is one the viewer may see. Source: Contracts §6. */
const visible = async (staff: Can<"run:read">, runId: string) => {
  const run = isUuid(runId) ? await readRun(runId) : null;
  return run && seesCenters(staff, run.centers) ? run : null;
};

/** One page of a run's decisions in national-id order, students of the viewer's centres only; null for an unseen run. */
export const listDecisions = async (
  staff: Can<"run:read">,
  { offset, size, ...listing }: Omit<ItemFilter, "scope"> & { offset: number; size: number },
): Promise<{ rows: ItemRow[]; total: number }> => {
  if (!(await visible(staff, listing.runId))) return { rows: [], total: 0 };
  const filter = { ...listing, scope: staff.centers };
  const [rows, total] = await Promise.all([
    selectItems(db(), filter, { offset, size }),
    countItems(db(), filter),
  ]);
  return { rows, total };
};

export type MentorLoadChange = {
  readonly id: number;
  readonly name: string;
  readonly gender: 0 | 1;
  readonly capacity: number;
  readonly before: number;
  readonly after: number;
  /** Whether the viewer may see who this is; the loads of the others still count in totals. */
  readonly visible: boolean;
};

/**
 * Loads of the mentors who took part, of a drain also of the one who leaves, before a run and after it as planned, by id. Numbers are those of the snapshot: what
 * happened to a mentor since does not show here. Empty while there is no snapshot.
 */
export const listLoadChanges = async (staff: Can<"run:read">, runId: string): Promise<MentorLoadChange[]> => {
  const run = await visible(staff, runId);
  if (!run?.planHash) return [];
  const [{ mentors }, taken, people] = await Promise.all([
    readStoredSnapshot(db(), runId),
    selectTaken(db(), runId),
    selectMentorNames(db(), staff.centers),
  ]);
  const added = new Map(taken.map((row) => [row.mentorId, row.taken]));
  const known = new Map(people.map((row) => [row.id, row]));
  return mentors
    .filter((mentor) => mentor.out === null || mentor.id === run.drainedMentorId)
    .map(({ id, gender, capacity, load }) => {
      const person = known.get(id);
      const left = id === run.drainedMentorId ? run.placed : 0;
      const after = Math.max(0, load + (added.get(id) ?? 0) - left);
      return {
        id,
        name: person?.name ?? "",
        gender,
        capacity,
        before: load,
        after,
        visible: person?.visible ?? false,
      };
    });
};

export type CounterNeed = { readonly gender: 0 | 1; readonly needed: number; readonly left: number };
export type RunReview = {
  /** Per centre and gender, centres of the viewer only. */
  readonly placement: Awaited<ReturnType<typeof selectPlacement>>;
  readonly counters: readonly CounterNeed[];
};

const NO_REVIEW: RunReview = { placement: [], counters: [] };

/** What a plan would do, for the eyes before it is published: who where, and which numbers it takes. Source: Contracts §4. */
export const getReview = async (staff: Can<"run:read">, runId: string): Promise<RunReview> => {
  if (!isUuid(runId)) return NO_REVIEW;
  // Asked side by side: of a run out of sight nothing is told.
  const [run, year, placement] = await Promise.all([
    visible(staff, runId),
    db().academicYear.findFirst({ where: { runs: { some: { id: runId } } }, select: { code: true } }),
    selectPlacement(db(), runId, staff.centers),
  ]);
  if (!run) return NO_REVIEW;
  const [needed, left] = await Promise.all([
    countCounterDemand(db(), run),
    countNumbersLeft(db(), year?.code ?? ""),
  ]);
  const counters = ([0, 1] as const).map((gender) => ({
    gender,
    needed: needed[gender],
    left: left[gender],
  }));
  return { placement, counters };
};

/** The nearest ways out, those that ask for another gender last: nobody can take them. */
const curable = (misses: readonly Miss[]): Miss[] => {
  const asksGender = ({ codes }: Miss) => codes.includes("GENDER_MISMATCH");
  return [...misses.filter((miss) => !asksGender(miss)), ...misses.filter(asksGender)];
};

export type UnplacedClassRow = UnplacedClass & { readonly misses: readonly Miss[] };
type UnplacedPage = { readonly reason?: string | undefined; readonly offset: number; readonly size: number };

/**
 * Unplaced students of a run by class, biggest first, each with its nearest ways out (places at the end of the plan), and
 * how many students each reason has. Only the page's classes are worked out. Source: Domain §4, Contracts §3.
 */
export const listUnplacedClasses = async (
  staff: Can<"run:read">,
  runId: string,
  { reason, offset, size }: UnplacedPage,
): Promise<{ rows: UnplacedClassRow[]; total: number; reasons: Map<UnplacedReason, number> }> => {
  const run = await visible(staff, runId);
  if (!run?.planHash) return { rows: [], total: 0, reasons: new Map() };
  // Where no page is asked for, only the reasons are.
  const [all, snapshot, taken] = await Promise.all([
    selectUnplacedClasses(db(), runId, staff.centers),
    size > 0 ? readStoredSnapshot(db(), runId) : null,
    size > 0 ? selectTaken(db(), runId) : [],
  ]);
  const reasons = new Map<UnplacedReason, number>();
  for (const one of all) reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + one.students);
  const asked = reason === undefined ? all : all.filter((one) => one.reason === reason);
  const page = asked.slice(offset, offset + size);
  const mentors = snapshot?.mentors ?? [];
  const added = new Map(taken.map((row) => [row.mentorId, row.taken]));
  const loadAfter = mentors.map((mentor) => mentor.load + (added.get(mentor.id) ?? 0));
  const rows = page.map((one) => {
    const student = { ...one, nationalId: "" };
    return { ...one, misses: curable(missesOf({ student, mentors, loadAfter, chosen: null })).slice(0, 3) };
  });
  return { rows, total: asked.length, reasons };
};

/** Dead letters of a run with the students' names, of the viewer's centres, in plan order. */
export const listDeadLetters = async (staff: Can<"run:read">, runId: string) =>
  (await visible(staff, runId)) ? await selectDeadLetters(db(), runId, staff.centers) : [];

/** One audit row per thousand students would drown what people did. */
const CHUNKS = ["allocation.run.publish-chunk", "allocation.run.revert-chunk"];

/**
 * Who did what with a run and when, the newest `rowsMax` of it, oldest first, with the counts each tells but without the details
 * that belong to the audit. `isCut`: there are older ones.
 */
export const listRunHistory = async (staff: Can<"run:read">, runId: string, rowsMax = 200) => {
  if (!(await visible(staff, runId))) return { events: [], isCut: false };
  const rows = await db().auditLog.findMany({
    where: { resourceType: "run", resourceId: runId, action: { notIn: CHUNKS } },
    orderBy: { id: "desc" },
    take: rowsMax + 1,
    select: { at: true, actorName: true, role: true, action: true, diff: true },
  });
  const newest = rows.slice(0, rowsMax).reverse();
  const events = newest.map(({ diff, ...event }) => ({ ...event, counts: eventCountsOf(diff) }));
  return { events, isCut: rows.length > rowsMax };
};

export type PoolPreview = {
  readonly genders: readonly { gender: 0 | 1; students: number; mentors: number; places: number }[];
  readonly notEligible: { placed: number; onHold: number; withdrawn: number };
  readonly mentors: { total: number; inPool: number; out: readonly { code: OutCode; mentors: number }[] };
};

/**
 * What a run of this year and these centres would meet now: students waiting, mentors who take part and their places,
 * mentors left out with the reason. Places count mentors who serve one of the centres. Source: Contracts §2, §3.
 */
export const previewPool = async (
  staff: Can<"alloc:run">,
  scope: { readonly year: number; readonly centers: readonly number[] },
): Promise<PoolPreview> => {
  const asked = scope.centers.length > 0 ? scope.centers : staff.centers;
  const centers = ownsCenters(staff, asked) ? asked : staff.centers;
  const [demand, mentors] = await Promise.all([
    selectDemand(db(), scope.year, centers),
    readPoolMentors(db(), scope.year),
  ]);
  const out = new Map<OutCode, number>();
  for (const mentor of mentors) if (mentor.out !== null) out.set(mentor.out, (out.get(mentor.out) ?? 0) + 1);
  const serves = (mentor: (typeof mentors)[number]) =>
    mentor.out === null && (centers.length === 0 || mentor.centers.some((code) => centers.includes(code)));
  const open = mentors.filter((mentor) => serves(mentor) && hasPlace(mentor.load, mentor.capacity));
  const sum = (pick: (row: (typeof demand)[number]) => number) =>
    demand.reduce((total, row) => total + pick(row), 0);
  return {
    genders: ([0, 1] as const).map((gender) => {
      const fitting = open.filter((mentor) => mentor.gender === gender);
      return {
        gender,
        students: demand.find((row) => row.gender === gender)?.waiting ?? 0,
        mentors: fitting.length,
        places: fitting.reduce((total, mentor) => total + mentor.capacity - mentor.load, 0),
      };
    }),
    notEligible: {
      placed: sum((row) => row.placed),
      onHold: sum((row) => row.onHold),
      withdrawn: sum((row) => row.withdrawn),
    },
    mentors: {
      total: mentors.length,
      inPool: mentors.filter(serves).length,
      out: [...out]
        .map(([code, count]) => ({ code, mentors: count }))
        .sort((a, b) => b.mentors - a.mentors || (a.code < b.code ? -1 : 1)),
    },
  };
};
