/**
 * The free seats of all mentors, best first. A seat is keyed with what its mentor has once it is taken: occupancy
 * (load+1)/capacity, then load, then the mentor's index, which is the order of ids. A total order.
 */
export type Seats = {
  /** A binary heap of mentor indexes; each stands for its next free seat. */
  readonly heap: number[];
  readonly load: Int32Array;
  readonly capacity: Int32Array;
};

/** Whether the next seat of mentor a comes before that of b; cross-multiplied, hence exact. */
export function isEmptier({ load, capacity }: Pick<Seats, "load" | "capacity">, a: number, b: number) {
  const byOccupancy = (load[a]! + 1) * capacity[b]! - (load[b]! + 1) * capacity[a]!;
  if (byOccupancy !== 0) return byOccupancy < 0;
  return load[a] === load[b] ? a < b : load[a]! < load[b]!;
}

function sink(seats: Seats, from: number): void {
  const { heap } = seats;
  let at = from;
  for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && isEmptier(seats, heap[child + 1]!, heap[child]!)) child++;
    if (!isEmptier(seats, heap[child]!, heap[at]!)) return;
    [heap[at], heap[child]] = [heap[child]!, heap[at]!];
    at = child;
  }
}

/** Seats of the mentors with a place left. `load` stays the caller's; only `takeSeat` may change it. */
export function createSeats(mentors: readonly number[], load: Int32Array, capacity: Int32Array): Seats {
  const seats = { heap: mentors.filter((m) => load[m]! < capacity[m]!), load, capacity };
  for (let at = (seats.heap.length >> 1) - 1; at >= 0; at--) sink(seats, at);
  return seats;
}

/** The mentor whose next seat is the best of all, or -1. */
export const bestSeat = ({ heap }: Seats): number => heap[0] ?? -1;

/** Counts the best seat as taken; its mentor's next one takes its place in the order. */
export function takeSeat(seats: Seats): void {
  const { heap, load, capacity } = seats;
  const m = heap[0]!;
  load[m]!++;
  if (load[m]! >= capacity[m]!) dropMentor(seats);
  else sink(seats, 0);
}

/** Leaves the mentor of the best seat out from now on. */
export function dropMentor(seats: Seats): void {
  const last = seats.heap.pop()!;
  if (seats.heap.length === 0) return;
  seats.heap[0] = last;
  sink(seats, 0);
}
