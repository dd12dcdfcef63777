import type { PoolMentor } from "./schema";
import type { Serving } from "./serving";

/**
 * The placements that place the most, and among these give the most school students a school mentor, as a network of its
 * own: the edges any of them can use, how many students of each list are placed, which mentors can be `used` at all, and
 * which are `full` in every one of them.
 */
export type Tight = {
  readonly lists: Serving;
  readonly students: Int32Array;
  readonly used: Uint8Array;
  readonly full: Uint8Array;
};

/** Arcs in pairs: arc a and its way back a^1; `room` is what still fits. Nodes: source, lists, mentors, sink. */
type Arcs = { from: number[]; to: number[]; room: number[]; cost: number[] };

function add(arcs: Arcs, arc: { from: number; to: number; room: number; cost: number }): void {
  arcs.from.push(arc.from, arc.to);
  arcs.to.push(arc.to, arc.from);
  arcs.room.push(arc.room, 0);
  arcs.cost.push(arc.cost, -arc.cost);
}

/** An arc between a list and a mentor must never be full: it would tell nothing about its price. */
const UNBOUNDED = 1_000_000_000;

/** Source → list (students), list → mentor (−1 for a school student with a school mentor), mentor → sink (places). */
function arcsOf(mentors: readonly PoolMentor[], serving: Serving, waiting: Int32Array): Arcs {
  const arcs: Arcs = { from: [], to: [], room: [], cost: [] };
  const count = waiting.length;
  const sink = 1 + count + mentors.length;
  for (let l = 0; l < count; l++) {
    for (let e = serving.start[l]!; e < serving.start[l + 1]!; e++) {
      const isOwn = e - serving.start[l]! < serving.own[l]!;
      const cost = serving.school[l] === 1 && isOwn ? -1 : 0;
      add(arcs, { from: 1 + l, to: 1 + count + serving.mentor[e]!, room: UNBOUNDED, cost });
    }
  }
  for (let l = 0; l < count; l++) add(arcs, { from: 0, to: 1 + l, room: waiting[l]!, cost: 0 });
  mentors.forEach(({ capacity, load }, m) => {
    add(arcs, { from: 1 + count + m, to: sink, room: Math.max(0, capacity - load), cost: 0 });
  });
  return arcs;
}

/**
 * Lowers `dist`, which holds the starting distances, to the cheapest over arcs with room. Bellman and Ford with a queue;
 * there is no negative cycle to run round in.
 */
function relax(arcs: Arcs, out: readonly (readonly number[])[], dist: Float64Array): void {
  const waits = new Uint8Array(dist.length);
  let queue: number[] = [];
  dist.forEach((d, v) => {
    if (d === Number.POSITIVE_INFINITY) return;
    queue.push(v);
    waits[v] = 1;
  });
  while (queue.length > 0) {
    const later: number[] = [];
    for (const v of queue) {
      waits[v] = 0;
      for (const a of out[v]!) {
        const w = arcs.to[a]!;
        const d = dist[v]! + arcs.cost[a]!;
        if (arcs.room[a] === 0 || d >= dist[w]!) continue;
        dist[w] = d;
        if (waits[w] === 0) {
          waits[w] = 1;
          later.push(w);
        }
      }
    }
    queue = later;
  }
}

type Search = {
  readonly arcs: Arcs;
  readonly out: readonly (readonly number[])[];
  readonly dist: Float64Array;
  readonly seen: Uint8Array;
};

/** Sends up to `most` from v to the sink along cheapest paths only; what is left over had no way from here this time. */
function push(search: Search, v: number, most: number): number {
  const { arcs, out, dist, seen } = search;
  if (v === out.length - 1) return most;
  seen[v] = 1;
  let sent = 0;
  for (const a of out[v]!) {
    const w = arcs.to[a]!;
    if (arcs.room[a] === 0 || seen[w] === 1 || dist[v]! + arcs.cost[a]! !== dist[w]!) continue;
    const amount = push(search, w, Math.min(most - sent, arcs.room[a]!));
    arcs.room[a]! -= amount;
    arcs.room[a ^ 1]! += amount;
    sent += amount;
    if (sent < most) continue;
    seen[v] = 0;
    break;
  }
  return sent;
}

/**
 * Successive cheapest paths, all of one price at a time: after each the flow is the cheapest of its size, in the end the
 * cheapest of the largest.
 */
function saturate(arcs: Arcs, out: readonly (readonly number[])[]): void {
  for (;;) {
    const dist = new Float64Array(out.length).fill(Number.POSITIVE_INFINITY);
    dist[0] = 0;
    relax(arcs, out, dist);
    if (dist[out.length - 1] === Number.POSITIVE_INFINITY) return;
    const search = { arcs, out, dist };
    while (push({ ...search, seen: new Uint8Array(out.length) }, 0, UNBOUNDED) > 0);
  }
}

/**
 * Narrows a network to its cheapest maximum flows. By complementary slackness these are the flows that use no arc of
 * positive reduced cost and fill every one of negative reduced cost, for any optimal potentials. Which students of a list
 * are placed may be taken from one such flow: seats that some of them fills, any of them can fill for these students
 * (Mendelsohn and Dulmage), so evenness loses nothing by it. Source: Contracts §3 (fallback).
 */
export function tighten(mentors: readonly PoolMentor[], serving: Serving, waiting: Int32Array): Tight {
  const arcs = arcsOf(mentors, serving, waiting);
  const count = waiting.length;
  const out: number[][] = Array.from({ length: count + mentors.length + 2 }, () => []);
  arcs.from.forEach((v, a) => {
    out[v]!.push(a);
  });
  saturate(arcs, out);
  // Distances from everywhere at once are potentials: on arcs with room the reduced cost is never negative. The way
  // sink → source is closed by the size of the flow, so that size has a price of its own and needs none here.
  const price = new Float64Array(out.length);
  relax(arcs, out, price);
  const reduced = (a: number): number => arcs.cost[a]! + price[arcs.from[a]!]! - price[arcs.to[a]!]!;
  const edges = serving.mentor.length;
  const kept: number[][] = Array.from({ length: count }, () => []);
  const own = new Int32Array(count);
  for (let l = 0; l < count; l++) {
    for (let e = serving.start[l]!; e < serving.start[l + 1]!; e++) {
      if (reduced(2 * e) > 0) continue;
      if (e - serving.start[l]! < serving.own[l]!) own[l]!++;
      kept[l]!.push(serving.mentor[e]!);
    }
  }
  const start = new Int32Array(count + 1);
  kept.forEach((list, l) => {
    start[l + 1] = start[l]! + list.length;
  });
  const seat = (m: number): number => reduced(2 * (edges + count + m));
  return {
    lists: { ...serving, own, start, mentor: Int32Array.from(kept.flat()) },
    students: waiting.map((students, l) => students - arcs.room[2 * (edges + l)]!),
    used: Uint8Array.from(mentors, (_, m) => Number(seat(m) <= 0)),
    full: Uint8Array.from(mentors, (_, m) => Number(seat(m) < 0)),
  };
}
