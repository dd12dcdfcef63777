/**
 * Lists of students against mentors: edge e of list l (`start[l]` ≤ e < `start[l+1]`) leads to `mentor[e]`, and `before[e]` of
 * its students sit there. `waiting` = students of a list without a seat, `first` = the lowest of them (index), -1 for none,
 * `free` = free seats of each mentor.
 */
export type Seated = {
  readonly start: Int32Array;
  readonly mentor: Int32Array;
  readonly before: Int32Array;
  readonly waiting: Int32Array;
  readonly first: Int32Array;
  readonly free: Int32Array;
};

/** The residual graph of a search: nodes are lists, then mentors; `by` is the edge a node was reached over. */
type Search = {
  readonly lists: number;
  readonly listOf: Int32Array;
  readonly mentorStart: Int32Array;
  readonly mentorEdge: Int32Array;
  readonly flow: Int32Array;
  readonly before: Int32Array;
  readonly distance: Int32Array;
  readonly by: Int32Array;
  readonly queued: Uint8Array;
};

const FAR = 0x3fffffff;

function createSearch({ start, mentor, before, free }: Seated): Search {
  const lists = start.length - 1;
  const listOf = new Int32Array(mentor.length);
  for (let l = 0; l < lists; l++) listOf.fill(l, start[l]!, start[l + 1]!);
  const mentorStart = new Int32Array(free.length + 1);
  for (const m of mentor) mentorStart[m + 1]!++;
  for (let m = 0; m < free.length; m++) mentorStart[m + 1]! += mentorStart[m]!;
  const fill = mentorStart.slice(0, free.length);
  const mentorEdge = new Int32Array(mentor.length);
  for (let e = 0; e < mentor.length; e++) mentorEdge[fill[mentor[e]!]!++] = e;
  const nodes = lists + free.length;
  return {
    lists,
    listOf,
    mentorStart,
    mentorEdge,
    flow: before.slice(),
    before,
    distance: new Int32Array(nodes),
    by: new Int32Array(nodes),
    queued: new Uint8Array(nodes),
  };
}

/** One more of a list at a mentor: nobody moves for it, and below the plan's number somebody may even stay after all. */
const costOfRaising = ({ flow, before }: Search, e: number): number => (flow[e]! < before[e]! ? -1 : 0);
/** One fewer: a student of the plan has to move, unless this one came by an earlier chain. */
const costOfLowering = ({ flow, before }: Search, e: number): number => (flow[e]! <= before[e]! ? 1 : 0);

function relax(
  search: Search,
  queue: number[],
  { to, e, distance }: Record<"to" | "e" | "distance", number>,
) {
  if (distance >= search.distance[to]!) return;
  search.distance[to] = distance;
  search.by[to] = e;
  if (search.queued[to] === 1) return;
  search.queued[to] = 1;
  queue.push(to);
}

/** Distances from all lists with somebody waiting, by correcting labels first in, first out: costs may be negative. */
function measure(search: Search, { start, mentor }: Seated, sources: readonly number[]): void {
  const { lists, mentorStart, mentorEdge, flow, listOf, distance, by, queued } = search;
  distance.fill(FAR);
  for (const l of sources) {
    distance[l] = 0;
    by[l] = -1;
    queued[l] = 1;
  }
  const queue = [...sources];
  for (let head = 0; head < queue.length; head++) {
    const u = queue[head]!;
    queued[u] = 0;
    const so = distance[u]!;
    if (u < lists) {
      for (let e = start[u]!; e < start[u + 1]!; e++)
        relax(search, queue, { to: lists + mentor[e]!, e, distance: so + costOfRaising(search, e) });
      continue;
    }
    for (let i = mentorStart[u - lists]!; i < mentorStart[u - lists + 1]!; i++) {
      const e = mentorEdge[i]!;
      if (flow[e] === 0) continue;
      relax(search, queue, { to: listOf[e]!, e, distance: so + costOfLowering(search, e) });
    }
  }
}

/** Turns the shortest path that ends at a mentor; returns the list it began at. */
function turn({ lists, flow, by, listOf }: Search, mentor: Int32Array, end: number): number {
  for (let m = end; ; ) {
    const raised = by[lists + m]!;
    flow[raised]!++;
    const lowered = by[listOf[raised]!]!;
    if (lowered < 0) return listOf[raised]!;
    flow[lowered]!--;
    m = mentor[lowered]!;
  }
}

/**
 * Numbers per edge of a placement that seats as many as can be and differs from the given one by the fewest moves of seated
 * students; null when nobody more can be seated. Successive shortest paths: the given numbers are the cheapest of their size,
 * because they cost nothing, and each cheapest path leads to the cheapest of one size more. So the last is the cheapest
 * of all that seat the most, also of those that would take a seat away from somebody. Of equally short paths counts the one
 * found first, searching from the lists in the order of their lowest waiting student.
 */
export function fewestMoves(seated: Seated): Int32Array | null {
  const search = createSearch(seated);
  const waiting = seated.waiting.slice();
  const free = seated.free.slice();
  const inOrder = [...seated.first.keys()]
    .filter((l) => waiting[l]! > 0)
    .sort((a, b) => seated.first[a]! - seated.first[b]!);
  for (let found = false; ; found = true) {
    const sources = inOrder.filter((l) => waiting[l]! > 0);
    measure(search, seated, sources);
    let end = -1;
    for (let m = 0; m < free.length; m++) {
      const distance = search.distance[search.lists + m]!;
      if (free[m]! > 0 && distance < (end < 0 ? FAR : search.distance[search.lists + end]!)) end = m;
    }
    if (end < 0) return found ? search.flow : null;
    waiting[turn(search, seated.mentor, end)]!--;
    free[end]!--;
  }
}
