import type { Run } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Reader } from "@/lib/db/tx";
import { keepNewest } from "@/lib/shared/kept";
import { type Fairness, fairnessOf } from "../fairness";
import { planBy } from "../policy";
import { readStoredSnapshot } from "../pool/queries";
import { findRun } from "../queries";
import { selectTaken } from "../review/sql";
import type { Policy, PoolMentor } from "../schema";

/** A run's fairness, with the policy it is compared with and how many that one would place; names of the rows. */
export type RunFairness = Fairness & {
  readonly runId: string;
  readonly policy: Policy;
  readonly placed: number;
  readonly otherPolicy: Policy;
  readonly otherPlaced: number;
  readonly managerNames: Readonly<Record<number, string>>;
};

/** What the other policy makes of a run's snapshot. */
type Other = {
  readonly policy: Policy;
  readonly mentors: readonly PoolMentor[];
  readonly loads: ReadonlyMap<number, number>;
  readonly placed: number;
};
const others = keepNewest<Other>(8);

/** Nothing of it changes once the run is planned. */
const readOther = ({ id, inputHash }: Run): Promise<Other> =>
  others(`${id} ${inputHash}`, async () => {
    const snapshot = await readStoredSnapshot(db(), id);
    const policy = snapshot.policy === "optimal" ? "sequential" : "optimal";
    const { mentors, loadAfter, placed } = planBy({ ...snapshot, policy });
    return {
      policy,
      mentors,
      loads: new Map(mentors.map((mentor, m) => [mentor.id, loadAfter[m]!])),
      placed,
    };
  });

/** Every manager with their centres, in one question. */
const selectManagers = (reader: Reader) =>
  reader.$queryRaw<{ id: number; name: string; centers: number[] }[]>`
    SELECT id, name, ARRAY(SELECT center_code FROM manager_allowed_centers c WHERE c.manager_id = g.id) AS centers
    FROM managers g`;

/**
 * How evenly a run's plan uses the mentors of its pool, before and after and against the other policy on the same
 * snapshot. Totals are of everybody; managers and centres are those of the viewer. Managers are as today: the snapshot
 * does not keep them. Null when the run is unseen or was never planned. Source: Design §4, Contracts §6.
 */
export async function getFairness(staff: Can<"run:read">, name: string): Promise<RunFairness | null> {
  const run = await findRun(staff, name);
  if (run === null || run.planHash === null) return null;
  const [other, taken, people, managed] = await Promise.all([
    readOther(run),
    selectTaken(db(), run.id),
    db().mentor.findMany({ select: { id: true, managerId: true } }),
    selectManagers(db()),
  ]);
  const added = new Map(taken.map((row) => [row.mentorId, row.taken]));
  const managerOf = new Map(people.map((row) => [row.id, row.managerId]));
  const sees = (centers: readonly number[]) =>
    staff.centers.length === 0 || centers.some((code) => staff.centers.includes(code));
  const judged = other.mentors
    .filter((mentor) => mentor.out === null && mentor.capacity > 0)
    .map(({ id, capacity, load, centers }) => ({
      id,
      capacity,
      before: load,
      after: load + (added.get(id) ?? 0),
      other: other.loads.get(id) ?? load,
      manager: managerOf.get(id) ?? null,
      centers,
    }));
  const all = fairnessOf(judged);
  const managers = new Map(managed.flatMap(({ id, name, centers }) => (sees(centers) ? [[id, name]] : [])));
  return {
    runId: run.id,
    policy: run.policy as Policy,
    placed: run.placed,
    otherPolicy: other.policy,
    otherPlaced: other.placed,
    all: all.all,
    managers: all.managers.filter((row) => managers.has(row.id)),
    centers: all.centers.filter((row) => sees([row.id])),
    managerNames: Object.fromEntries(managers),
  };
}
