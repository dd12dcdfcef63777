import { type Can, inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { readPoolVersion } from "@/lib/jobs/pool-version";
import { keepNewest } from "@/lib/shared/kept";
import { withGraduates } from "../canonical";
import { findRunDefaults } from "../defaults/queries";
import { type Miss, missesOf } from "../misses";
import type { Plan } from "../plan";
import { planBy } from "../policy";
import { readSnapshot } from "../pool/queries";
import { findRun, readPlan } from "../queries";
import type { UnplacedReason } from "../reasons";
import { failingRules } from "../rules";
import {
  chooseWaiting,
  groupWaiting,
  PLACEABLE,
  type Waiting,
  type WaitingGroup,
  type WaitingOrder,
  waitingKey,
  waitingOf,
} from "../waiting";
import type { WaitingFilter } from "./schema";
import { selectPeople, selectSince, type WaitingPerson } from "./sql";

/** Everyone who waits in a year, as a plan made this moment sees them. */
type Queue = { readonly plan: Plan; readonly waiting: readonly Waiting[] };

/** The queue with names. */
export type WaitingList = Queue & {
  readonly people: ReadonlyMap<string, WaitingPerson>;
};

/** Planning everybody who waits takes longer than a page may: once per year, scope and state of the pool. */
const queues = keepNewest<Queue>(4);

/** The queue of a year within the viewer's centres, at one moment, as new runs are proposed. Source: Contracts §2, §6. */
async function readQueue(staff: Can<"run:read">, year: number): Promise<Queue> {
  const centers = [...staff.centers].sort((a, b) => a - b);
  const [version, { policy, schoolFallback }] = await Promise.all([readPoolVersion(), findRunDefaults(db())]);
  return await queues(`${version} ${year} ${centers} ${policy} ${schoolFallback}`, () =>
    inTx(
      async (tx) => {
        const plan = planBy(await readSnapshot(tx, { year, policy, centers, switches: { schoolFallback } }));
        return { plan, waiting: waitingOf(plan, await selectSince(tx, year)) };
      },
      { isolation: "RepeatableRead", timeoutMs: 60_000 },
    ),
  );
}

/** Names of waiting students by national id. */
const peopleOf = async (year: number, waiting: readonly Waiting[]): Promise<WaitingList["people"]> => {
  const ids = waiting.map(({ student }) => student.nationalId);
  return new Map((await selectPeople(db(), year, ids)).map((row) => [row.nationalId, row]));
};

/** The queue with the names of everybody in it. */
export async function readWaitingList(staff: Can<"run:read">, year: number): Promise<WaitingList> {
  const queue = await readQueue(staff, year);
  return { ...queue, people: await peopleOf(year, queue.waiting) };
}

export type WaitingPage = {
  readonly groups: readonly (WaitingGroup & { readonly misses: readonly Miss[] })[];
  /** Groups the filters meet. */
  readonly total: number;
  /** Students the filters meet. */
  readonly students: number;
  /** Of these, how many a run would place now. */
  readonly placeable: number;
  readonly neverPlanned: number;
  /** Students by reason over all filters but the reason itself. */
  readonly reasons: readonly {
    readonly reason: UnplacedReason | typeof PLACEABLE;
    readonly students: number;
  }[];
};

/** The misses of a class, those that ask for another gender left out: nobody can cure them. */
export const missesOfClass = (plan: Plan, { student }: Waiting): Miss[] =>
  missesOf({ student, mentors: plan.mentors, loadAfter: plan.loadAfter, chosen: null }).filter(
    ({ codes }) => !codes.includes("GENDER_MISMATCH"),
  );

/** One page of the waiting queue by class and reason, each with its nearest ways out. Source: Contracts §3. */
export async function listWaiting(
  staff: Can<"run:read">,
  {
    sort,
    ...filter
  }: WaitingFilter & { readonly sort?: WaitingOrder; readonly offset: number; readonly size: number },
): Promise<WaitingPage> {
  // Without names: of thousands who wait, a page of classes shows none.
  const { plan, waiting } = await readQueue(staff, filter.year);
  const { reason, ...others } = filter;
  const inSight = chooseWaiting(waiting, others);
  const reasons = new Map<UnplacedReason | typeof PLACEABLE, number>();
  for (const one of inSight)
    reasons.set(one.reason ?? PLACEABLE, (reasons.get(one.reason ?? PLACEABLE) ?? 0) + 1);
  const asked = chooseWaiting(inSight, { reason });
  const groups = groupWaiting(asked, sort);
  const example = new Map(asked.map((one) => [waitingKey(one.student), one]));
  return {
    groups: groups.slice(filter.offset, filter.offset + filter.size).map((group) => ({
      ...group,
      misses: group.reason === null ? [] : missesOfClass(plan, example.get(group.key)!),
    })),
    total: groups.length,
    students: asked.length,
    placeable: asked.filter((one) => one.reason === null).length,
    neverPlanned: asked.filter((one) => one.since === null).length,
    reasons: [...reasons]
      .map(([name, students]) => ({ reason: name, students }))
      .sort((a, b) => b.students - a.students),
  };
}

/** A mentor who lacks nothing but a place for a class; `version` guards the raise. */
export type FullMentor = {
  readonly id: number;
  readonly name: string;
  readonly load: number;
  readonly capacity: number;
  readonly version: number;
};

export type WaitingClass = {
  readonly group: WaitingGroup;
  readonly misses: readonly Miss[];
  readonly fullMentors: readonly FullMentor[];
  readonly people: readonly (WaitingPerson & { readonly placeable: boolean })[];
};

const FULL_SHOWN_MAX = 30;

async function fullMentorsOf(staff: Can<"run:read">, plan: Plan, one: Waiting): Promise<FullMentor[]> {
  const ids = plan.mentors.flatMap((mentor) =>
    mentor.out === null && failingRules(one.student, mentor).length === 0 ? [mentor.id] : [],
  );
  // They serve the student's centre, so whoever sees the student may see them.
  if (!inScope(staff, one.student.center)) return [];
  return await db().mentor.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, load: true, capacity: true, version: true },
    orderBy: [{ load: "asc" }, { id: "asc" }],
    take: FULL_SHOWN_MAX,
  });
}

/** One class of the queue: who waits, what would help, and the mentors who lack only a place; null when nobody does. */
export async function getWaitingClass(
  staff: Can<"run:read">,
  filter: WaitingFilter & { readonly key: string },
): Promise<WaitingClass | null> {
  const { plan, waiting } = await readQueue(staff, filter.year);
  const chosen = chooseWaiting(waiting, { key: filter.key });
  const [first] = chosen;
  if (first === undefined) return null;
  const [people, fullMentors] = await Promise.all([
    peopleOf(filter.year, chosen),
    fullMentorsOf(staff, plan, first),
  ]);
  const groups = groupWaiting(chosen);
  const stuck = chosen.find((one) => one.reason !== null) ?? first;
  const group = groups.find((one) => one.reason === stuck.reason) ?? groups[0]!;
  return {
    group: {
      ...group,
      students: chosen.length,
      neverPlanned: groups.reduce((sum, one) => sum + one.neverPlanned, 0),
    },
    misses: stuck.reason === null ? [] : missesOfClass(plan, stuck),
    fullMentors,
    people: chosen.flatMap((one) => {
      const person = people.get(one.student.nationalId);
      return person === undefined ? [] : [{ ...person, placeable: one.reason === null }];
    }),
  };
}

/**
 * The unplaced students of a run within the viewer's centres, as its plan left them, in the form of the queue; null for an
 * unseen run or one without a plan.
 */
export async function readRunUnplaced(
  staff: Can<"run:read">,
  runId: string,
): Promise<(WaitingList & { readonly year: number }) | null> {
  const run = await findRun(staff, runId);
  if (run === null || run.planHash === null) return null;
  const graduates = await db().$queryRaw<{ nationalId: string }[]>`
    SELECT i.national_id AS "nationalId" FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
    WHERE i.run_id = ${run.id}::uuid AND i.mentor_id IS NULL AND s."وضعیت_تحصیلی" = 0`;
  const plan = withGraduates(await readPlan(run), new Set(graduates.map((row) => row.nationalId)));
  const unplaced = plan.students.filter(
    (student, i) => plan.mentorAt[i]! < 0 && inScope(staff, student.center),
  );
  const rows = await selectPeople(
    db(),
    run.year,
    unplaced.map((student) => student.nationalId),
  );
  const people = new Map(rows.map((row) => [row.nationalId, row]));
  const since = new Map(rows.map((row) => [row.nationalId, row.since]));
  const waiting = waitingOf(plan, since).filter((one) => people.has(one.student.nationalId));
  return { plan, waiting, people, year: run.year };
}

/** Names of mentors for the workbook, by id. */
export const namesOfMentors = async (_staff: Can<"run:read">, ids: readonly number[]) => {
  const rows = await db().mentor.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
};
