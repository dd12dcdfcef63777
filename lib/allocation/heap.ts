import type { EligibleLists } from "./eligible";

/**
 * A slot of a queue is three neighbouring numbers — load it was keyed with, capacity, mentor index — so that comparing
 * two children touches one stretch of memory.
 */
const SLOT = 3;
const CAPACITY = 1;
const MENTOR = 2;

/** One priority queue per list of eligible mentors, all in one flat array; see `bestOf`. */
export type Queues = {
  readonly lists: EligibleLists;
  readonly load: Int32Array;
  readonly capacity: Int32Array;
  readonly slots: Int32Array;
  /** Mentors left in the queue of a list; -1 = not opened yet. */
  readonly size: Int32Array;
};

/** Queues over the lists of eligible mentors; classes that share a list share its queue. `load` stays the caller's: it may only grow. */
export const createQueues = (lists: EligibleLists, load: Int32Array, capacity: Int32Array): Queues => ({
  lists,
  load,
  capacity,
  slots: new Int32Array((lists.mentor.length + 1) * SLOT),
  size: new Int32Array(lists.start.length - 1).fill(-1),
});

// Module functions on plain arguments: as closures over `slots` they ran at half the speed from the second plan of a
// process on, because V8 specialises a closure to its first context only.

/** Whether slot a ranks before slot b: the order of `rank.ts`. No capacity is 0 here, and indexes compare as ids. */
function beats(slots: Int32Array, a: number, b: number): boolean {
  const byOccupancy = slots[a]! * slots[b + CAPACITY]! - slots[b]! * slots[a + CAPACITY]!;
  if (byOccupancy !== 0) return byOccupancy < 0;
  if (slots[a] !== slots[b]) return slots[a]! < slots[b]!;
  return slots[a + MENTOR]! < slots[b + MENTOR]!;
}

function copy(slots: Int32Array, from: number, to: number): void {
  slots[to] = slots[from]!;
  slots[to + CAPACITY] = slots[from + CAPACITY]!;
  slots[to + MENTOR] = slots[from + MENTOR]!;
}

/**
 * Finds the place of element `from` below it. A re-keyed mentor nearly always ends near the bottom, so the hole goes
 * all the way down along the better children first and the element climbs back: half the comparisons.
 */
function sink(slots: Int32Array, base: number, count: number, from: number): void {
  const held = slots.length - SLOT;
  copy(slots, base + from * SLOT, held);
  let at = from;
  for (let child = 2 * at + 1; child < count; child = 2 * at + 1) {
    const left = base + child * SLOT;
    if (child + 1 < count && beats(slots, left + SLOT, left)) child++;
    copy(slots, base + child * SLOT, base + at * SLOT);
    at = child;
  }
  while (at > from) {
    const parent = (at - 1) >> 1;
    if (!beats(slots, held, base + parent * SLOT)) break;
    copy(slots, base + parent * SLOT, base + at * SLOT);
    at = parent;
  }
  copy(slots, held, base + at * SLOT);
}

/** Keys the mentors of a list with the loads of its first student's turn; full ones never enter. */
function open({ lists, load, capacity, slots }: Queues, list: number): number {
  const base = lists.start[list]! * SLOT;
  let count = 0;
  for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) {
    const m = lists.mentor[i]!;
    if (load[m]! >= capacity[m]!) continue;
    const slot = base + count * SLOT;
    slots[slot] = load[m]!;
    slots[slot + CAPACITY] = capacity[m]!;
    slots[slot + MENTOR] = m;
    count++;
  }
  for (let at = (count >> 1) - 1; at >= 0; at--) sink(slots, base, count, at);
  return count;
}

/**
 * The mentor (index) a student of class c gets at this moment, or -1 when every eligible one is full.
 *
 * Loads only grow, so a mentor only ever gets worse: the key of a slot is never worse than the true one, and a root
 * whose key is up to date beats everyone. Hence a mentor is re-keyed only when it surfaces, and n students cost
 * n·log m instead of a re-keying of every class at every placement. Source: Design §4.
 */
export function bestOf(queues: Queues, c: number): number {
  const { load, slots, size } = queues;
  const list = queues.lists.of[c]!;
  const base = queues.lists.start[list]! * SLOT;
  let count = size[list]!;
  if (count < 0) count = open(queues, list);
  while (count > 0) {
    const now = load[slots[base + MENTOR]!]!;
    if (now >= slots[base + CAPACITY]!) {
      count--;
      copy(slots, base + count * SLOT, base);
    } else if (slots[base] !== now) slots[base] = now;
    else break;
    sink(slots, base, count, 0);
  }
  size[list] = count;
  return count > 0 ? slots[base + MENTOR]! : -1;
}
