import type { EligibleLists } from "./eligible";

/**
 * One of the two sides of a network: its nodes with their edges (`edge[start[v]]` …), the node each edge ends at on this
 * side, and what a node has left — of a list, students without a place; of a mentor, free places. `left` only falls.
 */
export type Side = {
  readonly start: Int32Array;
  readonly edge: Int32Array;
  readonly at: Int32Array;
  readonly left: Int32Array;
  /** No augmenting path starts here or passes here any more; see `augment`. */
  readonly dead: Uint8Array;
  /** Position of the first edge whose other end may have something left. */
  readonly next: Int32Array;
  readonly seen: Int32Array;
  readonly by: Int32Array;
};

/** Lists of eligible mentors against mentors; `flow[e]` = students of the list of edge e who are with its mentor. */
export type Network = {
  readonly lists: Side;
  readonly mentors: Side;
  readonly flow: Int32Array;
  readonly clock: { now: number };
};

function sideOf(at: Int32Array, left: Int32Array): Side {
  const nodes = left.length;
  const start = new Int32Array(nodes + 1);
  for (const v of at) start[v + 1]!++;
  for (let v = 0; v < nodes; v++) start[v + 1]! += start[v]!;
  const fill = start.slice(0, nodes);
  const edge = new Int32Array(at.length);
  for (let e = 0; e < at.length; e++) edge[fill[at[e]!]!++] = e;
  return {
    start,
    edge,
    at,
    left,
    dead: new Uint8Array(nodes),
    next: start.slice(0, nodes),
    seen: new Int32Array(nodes),
    by: new Int32Array(nodes),
  };
}

/** A network without flow: `students` per list, free `places` per mentor; both arrays become the network's own. */
export function createNetwork(
  lists: Pick<EligibleLists, "start" | "mentor">,
  students: Int32Array,
  places: Int32Array,
): Network {
  const at = new Int32Array(lists.mentor.length);
  for (let l = 0; l < students.length; l++) at.fill(l, lists.start[l]!, lists.start[l + 1]!);
  return {
    lists: sideOf(at, students),
    mentors: sideOf(lists.mentor, places),
    flow: new Int32Array(at.length),
    clock: { now: 0 },
  };
}

/** An edge from v to somebody who has something left, or -1. What is used up stays so, hence the pointer never turns back. */
function directEdge(from: Side, to: Side, v: number): number {
  const end = from.start[v + 1]!;
  for (; from.next[v]! < end; from.next[v]!++) {
    const e = from.edge[from.next[v]!]!;
    if (to.left[to.at[e]!]! > 0) return e;
  }
  return -1;
}

/** Turns the path that ends with edge `last` of node v: along it every second edge gains one and the others lose one. */
function turn({ flow }: Network, from: Side, to: Side, path: { v: number; last: number }): void {
  let { v } = path;
  flow[path.last]!++;
  to.left[to.at[path.last]!]!--;
  while (from.by[v]! >= 0) {
    const lost = from.by[v]!;
    const gained = to.by[to.at[lost]!]!;
    flow[lost]!--;
    flow[gained]!++;
    v = from.at[gained]!;
  }
  from.left[v]!--;
}

/**
 * Places one more, starting from node v of a side that has something left: a mentor with a free place, or a list with a
 * student without one. True when it was possible, perhaps by letting others change places; false when it never will be.
 *
 * A failed search reached a set of nodes on both sides from which every edge, and every edge with flow back, leads into
 * the set again, and where nobody opposite has anything left. Later paths change nothing of that: one that enters the set
 * cannot leave it and finds nothing in it, so no path goes through it, its flow stays as it is, and it stays closed.
 * Hence the whole set is dead for good, and all failed searches together cost each edge once. Started from every list
 * with students left, the dead lists and mentors are the unique minimal cut.
 */
export function augment(network: Network, from: Side, v: number): boolean {
  const to = from === network.lists ? network.mentors : network.lists;
  if (from.dead[v] === 1) return false;
  const { flow, clock } = network;
  const now = ++clock.now;
  from.by[v] = -1;
  const near = directEdge(from, to, v);
  if (near >= 0) {
    turn(network, from, to, { v, last: near });
    return true;
  }
  from.seen[v] = now;
  const reached = [v];
  const opposite: number[] = [];
  for (let head = 0; head < reached.length; head++) {
    const u = reached[head]!;
    for (let i = from.start[u]!; i < from.start[u + 1]!; i++) {
      const e = from.edge[i]!;
      const w = to.at[e]!;
      if (to.seen[w] === now || to.dead[w] === 1) continue;
      to.seen[w] = now;
      to.by[w] = e;
      opposite.push(w);
      for (let j = to.start[w]!; j < to.start[w + 1]!; j++) {
        const back = to.edge[j]!;
        if (flow[back] === 0) continue;
        const next = from.at[back]!;
        if (from.seen[next] === now || from.dead[next] === 1) continue;
        from.seen[next] = now;
        from.by[next] = back;
        const last = directEdge(from, to, next);
        if (last >= 0) {
          turn(network, from, to, { v: next, last });
          return true;
        }
        reached.push(next);
      }
    }
  }
  for (const u of reached) from.dead[u] = 1;
  for (const w of opposite) to.dead[w] = 1;
  return false;
}

/**
 * Raises any flow to a maximum one, students in the order of their lists. Afterwards the dead nodes of both sides are the
 * minimal cut: the lists that can be reached from somebody without a place, and all mentors these lists can use.
 */
export function raiseToMaximum(network: Network): void {
  const { lists } = network;
  for (let l = 0; l < lists.left.length; l++) while (lists.left[l]! > 0 && augment(network, lists, l));
}
