import { type Classes, classify } from "./classes";
import { augment, createNetwork, type Network } from "./flow";
import { inIdOrder, type Plan } from "./plan";
import type { Snapshot } from "./schema";
import { bestSeat, createSeats, dropMentor, type Seats, takeSeat } from "./seats";
import { listServing, type Serving } from "./serving";
import { type Tight, tighten } from "./tighten";

/** Walks the seats in their order and takes every one that can be taken together with those before it. */
function takeSeats(network: Network, seats: Seats): void {
  for (let m = bestSeat(seats); m >= 0; m = bestSeat(seats)) {
    if (augment(network, network.mentors, m)) takeSeat(seats);
    else dropMentor(seats);
  }
}

/** Whether mentor a, at these loads, is asked before mentor b; the order of `rank.ts`, indexes compare as ids. */
function ranksBefore(load: Int32Array, capacity: Int32Array, a: number, b: number): boolean {
  const byOccupancy = load[a]! * capacity[b]! - load[b]! * capacity[a]!;
  if (byOccupancy !== 0) return byOccupancy < 0;
  return load[a] === load[b] ? a < b : load[a]! < load[b]!;
}

/** For each list its edges with flow; `take` picks the mentor for the next student of a list and uses one up. */
function createShares(network: Network, serving: Serving, load: Int32Array, capacity: Int32Array) {
  const { start, mentor, own } = serving;
  const rest = network.flow.slice();
  const open = Array.from({ length: own.length }, (_, l) => {
    const edges: number[] = [];
    for (let e = start[l]!; e < start[l + 1]!; e++) if (rest[e]! > 0) edges.push(e);
    return edges;
  });
  // With the fallback switch on, whoever comes first gets a school mentor, as in the sequential policy.
  const before = (l: number, a: number, b: number) => {
    const first = start[l]! + own[l]!;
    if (a < first !== b < first) return a < first;
    return ranksBefore(load, capacity, mentor[a]!, mentor[b]!);
  };
  return (l: number): number => {
    const edges = open[l]!;
    let best = 0;
    for (let i = 1; i < edges.length; i++) if (before(l, edges[i]!, edges[best]!)) best = i;
    const e = edges[best];
    if (e === undefined) return -1;
    if (--rest[e]! === 0) edges.splice(best, 1);
    return mentor[e]!;
  };
}

/** Who goes where within the flow: students in national-id order, each to the best-ranked mentor their list has left. */
function distribute(snapshot: Ordered, classes: Classes, serving: Serving, network: Network): Plan {
  const { students, mentors } = snapshot;
  const load = Int32Array.from(mentors, (mentor) => mentor.load);
  const capacity = Int32Array.from(mentors, (mentor) => mentor.capacity);
  const take = createShares(network, serving, load, capacity);
  const mentorAt = new Int32Array(students.length).fill(-1);
  const loadBefore = new Int32Array(students.length);
  let placed = 0;
  for (let i = 0; i < students.length; i++) {
    const m = take(serving.of[classes.of[i]!]!);
    if (m < 0) continue;
    mentorAt[i] = m;
    loadBefore[i] = load[m]!;
    load[m]!++;
    placed++;
  }
  return { policy: "optimal", students, mentors, mentorAt, loadBefore, loadAfter: load, placed };
}

type Ordered = Pick<Plan, "students" | "mentors">;

/**
 * The flow of the optimal plan. `tight` narrows the network to the placements that give the most school students a school
 * mentor (`tighten.ts`); without it every eligible edge is open.
 */
function flowOf({ mentors }: Ordered, open: { lists: Serving; students: Int32Array; tight: Tight | null }) {
  const { lists, students, tight } = open;
  const load = Int32Array.from(mentors, (mentor) => mentor.load);
  const capacity = Int32Array.from(mentors, (mentor) => mentor.capacity);
  const places = Int32Array.from(mentors, (mentor) => Math.max(0, mentor.capacity - mentor.load));
  const network = createNetwork(lists, students, places);
  const all = mentors.map((_, m) => m);
  // Mentors who are full in every such placement are in every basis: taken first, they change nothing for the others.
  takeSeats(
    network,
    createSeats(tight === null ? [] : all.filter((m) => tight.full[m] === 1), load, capacity),
  );
  takeSeats(
    network,
    createSeats(tight === null ? all : all.filter((m) => tight.used[m] === 1), load, capacity),
  );
  return network;
}

/**
 * The optimal policy: as many students as can be placed at all, and among the ways to do so the most even one.
 *
 * Evenness, exactly: every free seat of a mentor has a key, the occupancy its mentor has once it is taken ((load+k)/capacity,
 * compared cross-multiplied), then that load, then the mentor's id — a total order. Sets of seats that can be used together
 * are the independent sets of a transversal matroid, so walking the seats in their order and keeping each that an
 * augmenting path allows gives its one lexicographically smallest basis: of all maximum plans the one whose k-th fullest
 * seat is, for every k, as empty as in any. The number placed and every mentor's load are therefore unique, whatever the
 * algorithm or the order of the input. Who sits where is then settled in national-id order: of students with the same
 * eligible mentors the earliest are placed, each with the best-ranked mentor (`rank.ts`) their flow has left.
 *
 * With the fallback switch on: most placed first, then most school students with school mentors, then evenness.
 * Source: Design §4, Contracts §3.
 */
export function planOptimal(snapshot: Pick<Snapshot, "students" | "mentors" | "switches">): Plan {
  const students = inIdOrder(snapshot.students);
  const mentors = [...snapshot.mentors].sort((a, b) => a.id - b.id);
  const classes = classify(students);
  const serving = listServing(classes, mentors, snapshot.switches);
  const waiting = new Int32Array(serving.start.length - 1);
  for (const c of classes.of) waiting[serving.of[c]!]!++;
  const pool = { students, mentors };
  const tight = snapshot.switches.schoolFallback ? tighten(mentors, serving, waiting) : null;
  const lists = tight === null ? serving : tight.lists;
  const network = flowOf(pool, { lists, students: tight === null ? waiting : tight.students, tight });
  return distribute(pool, classes, lists, network);
}
