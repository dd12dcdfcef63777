import { classify } from "./classes";
import type { Plan } from "./plan";
import type { Snapshot } from "./schema";
import { listServing, type Serving } from "./serving";
import { fewestMoves } from "./swaps";

/** A student (index in the plan) who changes places: `from` is null for whoever had no mentor. Mentors by id. */
export type ChainStep = { readonly student: number; readonly from: number | null; readonly to: number };

/**
 * A chain of swaps: the first student has no mentor and takes the seat of the second, who takes that of the third, …, and
 * the last one takes a free seat. Hence it places one more, and of all loads only the last mentor's rises, by one.
 */
export type Chain = readonly ChainStep[];

/** How students of one list sit with one mentor, and by how many that has to change. */
type Seats = { readonly students: number[]; change: number };

/** Indexes of students by list: those waiting, and who sits where; ascending ids. */
function seatsOf(plan: Plan, listOf: (i: number) => number, lists: number) {
  const waiting: number[][] = Array.from({ length: lists }, () => []);
  const seated: Map<number, number[]>[] = Array.from({ length: lists }, () => new Map());
  plan.mentorAt.forEach((m, i) => {
    const l = listOf(i);
    if (m < 0) {
      waiting[l]!.push(i);
      return;
    }
    const known = seated[l]!.get(m);
    if (known === undefined) seated[l]!.set(m, [i]);
    else known.push(i);
  });
  return { waiting, seated };
}

type Seating = ReturnType<typeof seatsOf>;

/** The flow of a plan over the edges of its lists, raised to the maximum with the fewest moves; null if it is there already. */
function changesOf(plan: Plan, serving: Serving, { waiting, seated }: Seating): Seats[][] | null {
  const start = serving.start;
  const before = new Int32Array(serving.mentor.length);
  for (let l = 0; l < seated.length; l++)
    for (let e = start[l]!; e < start[l + 1]!; e++)
      before[e] = seated[l]!.get(serving.mentor[e]!)?.length ?? 0;
  const after = fewestMoves({
    start,
    mentor: serving.mentor,
    before,
    waiting: Int32Array.from(waiting, (list) => list.length),
    first: Int32Array.from(waiting, (list) => list[0] ?? -1),
    free: Int32Array.from(plan.mentors, ({ capacity }, m) => Math.max(0, capacity - plan.loadAfter[m]!)),
  });
  if (after === null) return null;
  return seated.map((byMentor, l) =>
    Array.from({ length: start[l + 1]! - start[l]! }, (_, k) => {
      const e = start[l]! + k;
      return { students: byMentor.get(serving.mentor[e]!) ?? [], change: after[e]! - before[e]! };
    }),
  );
}

/** Of the lists that lose somebody at a mentor, the edge of the student with the highest national id; null = nobody leaves. */
function leaverAt(edges: readonly { l: number; k: number }[], changes: Seats[][]) {
  let found: { l: number; k: number; student: number } | null = null;
  for (const { l, k } of edges) {
    const seats = changes[l]![k]!;
    const student = seats.change < 0 ? seats.students.at(-1)! : -1;
    if (student > (found?.student ?? -1)) found = { l, k, student };
  }
  return found;
}

/** Walks from one waiting student to a free seat, using the changes up. */
function walk(
  first: { student: number; l: number },
  changes: Seats[][],
  { plan, serving, edgesOf }: { plan: Plan; serving: Serving; edgesOf: { l: number; k: number }[][] },
): Chain {
  const steps: ChainStep[] = [];
  let { student, l } = first;
  for (let from: number | null = null; ; ) {
    const k = changes[l]!.findIndex((seats) => seats.change > 0);
    changes[l]![k]!.change--;
    const m = serving.mentor[serving.start[l]! + k]!;
    const to = plan.mentors[m]!.id;
    steps.push({ student, from, to });
    const leaver = leaverAt(edgesOf[m]!, changes);
    if (leaver === null) return steps;
    const seats = changes[leaver.l]![leaver.k]!;
    seats.change++;
    seats.students.pop();
    ({ student, l } = leaver);
    from = to;
  }
}

/**
 * Chains of swaps that lead from a plan to the maximum and together move the fewest placed students there can be; nobody
 * loses a place. Every student stands in one chain at most, and any subset of the chains can be carried out: a chain changes no
 * load but that of its last mentor, and all chains together fit. Of students with the same eligible mentors the lowest national
 * ids are placed and the highest ids move, which makes the answer a function of the plan. Source: Design §4.
 *
 * Students of one list are interchangeable, so the plan and the repaired one differ by numbers per list and mentor. These numbers
 * fall apart into chains and nothing else: what is left when every newly placed student has been followed to a free seat would
 * be students changing places in a circle, and without the circle fewer would move.
 */
export function repairChains(plan: Plan, switches: Snapshot["switches"]): Chain[] {
  if (plan.placed === plan.students.length) return [];
  const classes = classify(plan.students);
  const serving = listServing(classes, plan.mentors, switches);
  const lists = serving.start.length - 1;
  const listOf = (i: number) => serving.of[classes.of[i]!]!;
  const seating = seatsOf(plan, listOf, lists);
  const changes = changesOf(plan, serving, seating);
  if (changes === null) return [];
  const edgesOf: { l: number; k: number }[][] = plan.mentors.map(() => []);
  for (let l = 0; l < lists; l++)
    for (let e = serving.start[l]!; e < serving.start[l + 1]!; e++)
      edgesOf[serving.mentor[e]!]!.push({ l, k: e - serving.start[l]! });
  const gained = changes.map((edges) => edges.reduce((sum, seats) => sum + seats.change, 0));
  const newlyPlaced = seating.waiting
    .flatMap((list, l) => list.slice(0, gained[l]).map((student) => ({ student, l })))
    .sort((a, b) => a.student - b.student);
  return newlyPlaced.map((first) => walk(first, changes, { plan, serving, edgesOf }));
}

/** The plan after some of its chains, loads at each turn worked out anew in national-id order. */
export function withChains(plan: Plan, chains: readonly Chain[]): Plan {
  const indexOf = new Map(plan.mentors.map((mentor, m) => [mentor.id, m]));
  const mentorAt = plan.mentorAt.slice();
  for (const { student, to } of chains.flat()) mentorAt[student] = indexOf.get(to)!;
  const load = Int32Array.from(plan.mentors, (mentor) => mentor.load);
  const loadBefore = new Int32Array(mentorAt.length);
  let placed = 0;
  mentorAt.forEach((m, i) => {
    if (m < 0) return;
    loadBefore[i] = load[m]!++;
    placed++;
  });
  return { ...plan, mentorAt, loadBefore, loadAfter: load, placed };
}
