import { type Classes, classOf, type StudentClass } from "./classes";
import { type EligibleLists, listEligible } from "./eligible";
import type { PoolMentor, Switches } from "./schema";

/**
 * Whom each class may use at all, capacity apart: as `EligibleLists`, where the first `own[l]` mentors of list l are those
 * the six rules allow and the rest those the fallback switch adds. `school[l]` tells whether they are school students:
 * with the switch on a list holds students of one type only.
 */
export type Serving = EligibleLists & {
  readonly own: Int32Array;
  readonly school: Uint8Array;
};

const sliceOf = (lists: EligibleLists, c: number): Int32Array =>
  lists.mentor.subarray(lists.start[lists.of[c]!]!, lists.start[lists.of[c]! + 1]!);

function withoutFallback(list: readonly StudentClass[], mentors: readonly PoolMentor[]): Serving {
  const lists = listEligible(list, mentors);
  const count = lists.start.length - 1;
  const own = Int32Array.from({ length: count }, (_, l) => lists.start[l + 1]! - lists.start[l]!);
  return { ...lists, own, school: new Uint8Array(count) };
}

/** Lists of mentors that may serve each class under the switches of a run. Source: Domain §4, Contracts §3. */
export function listServing(
  { list }: Pick<Classes, "list">,
  mentors: readonly PoolMentor[],
  switches: Switches,
): Serving {
  if (!switches.schoolFallback) return withoutFallback(list, mentors);
  const own = listEligible(list, mentors);
  const normal = listEligible(
    list.map((one) => classOf({ ...one, type: 0 })),
    mentors,
  );
  const known = new Map<string, number>();
  const lists: { own: number; school: number; mentors: number[] }[] = [];
  const of = Int32Array.from(list, (one, c) => {
    const key = `${one.type}:${own.of[c]}:${one.type === 1 ? normal.of[c] : ""}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const mine = [...sliceOf(own, c)];
    const held = new Set(mine);
    const others = one.type === 1 ? [...sliceOf(normal, c)].filter((m) => !held.has(m)) : [];
    known.set(key, lists.length);
    return lists.push({ own: mine.length, school: one.type, mentors: [...mine, ...others] }) - 1;
  });
  const start = new Int32Array(lists.length + 1);
  lists.forEach((one, l) => {
    start[l + 1] = start[l]! + one.mentors.length;
  });
  return {
    of,
    start,
    mentor: Int32Array.from(lists.flatMap((one) => one.mentors)),
    own: Int32Array.from(lists, (one) => one.own),
    school: Uint8Array.from(lists, (one) => one.school),
  };
}
