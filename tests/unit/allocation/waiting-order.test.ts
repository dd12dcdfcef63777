import { expect, test } from "vitest";
import { groupWaiting, type Waiting, type WaitingOrder } from "@/lib/allocation/waiting";
import { makeStudent } from "@/tests/support/pool";

const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
/** So many students of a group of their own, waiting since a day for a reason or for nothing but a run. */
const many = (group: number, students: number, since: Date | null, reason: Waiting["reason"]): Waiting[] =>
  Array.from({ length: students }, (_, n) => ({
    student: makeStudent(group * 10 + n, { group }),
    reason,
    since,
  }));
const WAITING = [
  ...many(1, 2, day(5), "CAPACITY_FULL"),
  ...many(3, 3, null, "CAPACITY_FULL"),
  ...many(5, 1, day(2), "CAPACITY_FULL"),
  ...many(7, 1, day(9), null),
];
const groupsBy = (order?: WaitingOrder) =>
  groupWaiting(WAITING, order).map(({ studentClass }) => studentClass.group);

test("who could be placed now comes first in every order; then by size or by how long they wait, the never planned last", () => {
  expect(groupsBy()).toEqual([7, 3, 1, 5]);
  expect(groupsBy({ key: "students", desc: false })).toEqual([7, 5, 1, 3]);
  expect(groupsBy({ key: "since", desc: false })).toEqual([7, 5, 1, 3]);
  expect(groupsBy({ key: "since", desc: true })).toEqual([7, 1, 5, 3]);
});
