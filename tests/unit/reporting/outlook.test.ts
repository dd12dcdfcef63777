import { expect, test } from "vitest";
import { gapsOf } from "@/lib/reporting/utilization/downstream";
import type { MentorOccupancy } from "@/lib/reporting/utilization/occupancy";
import { marketOf, runOutOf } from "@/lib/reporting/utilization/outlook";
import { reliefOf } from "@/lib/reporting/utilization/relief";

const makeMentor = (id: number, facts: Partial<MentorOccupancy> = {}): MentorOccupancy => ({
  id,
  name: `m${id}`,
  gender: 1,
  kind: "NORMAL",
  managerId: 1,
  managerName: "m",
  capacity: 10,
  load: 8,
  ours: 0,
  left: 2,
  out: null,
  centers: [0],
  groups: [3],
  ...facts,
});
const boys = { gender: 1, group: 3, center: 0, type: 0, students: 5 } as const;

test("places count where gender, group, centre and kind fit, and only of mentors in the pool", () => {
  const mentors = [
    makeMentor(1),
    makeMentor(2, { gender: 0 }),
    makeMentor(3, { groups: [5] }),
    makeMentor(4, { centers: [1] }),
    makeMentor(5, { kind: "SCHOOL" }),
    makeMentor(6, { out: "NOT_ACCEPTING", left: 0 }),
    makeMentor(7, { kind: "DUAL", left: 1 }),
  ];
  expect(marketOf(mentors, [boys]).demand).toEqual([{ ...boys, mentors: 2, left: 3, short: 2 }]);
  expect(marketOf(mentors, [{ ...boys, type: 1 }]).demand[0]).toMatchObject({ mentors: 2, left: 3 });
});

test("the biggest lack stands first, and whoever has enough places lacks nothing", () => {
  const { demand } = marketOf(
    [makeMentor(1)],
    [
      { ...boys, students: 1 },
      { ...boys, group: 7, students: 4 },
    ],
  );
  expect(demand.map(({ group, short }) => [group, short])).toEqual([
    [7, 4],
    [3, 0],
  ]);
});

test("who takes faster than places last is full first; who is full, took nobody or is out is not told", () => {
  const mentors = [
    makeMentor(1, { left: 10 }),
    makeMentor(2, { left: 3 }),
    makeMentor(3, { left: 0 }),
    makeMentor(4),
    makeMentor(5, { out: "MENTOR_INACTIVE", left: 0 }),
  ];
  const taken = new Map([
    [1, 30],
    [2, 2],
    [3, 5],
    [5, 9],
  ]);
  expect(runOutOf(mentors, taken, 30).map(({ mentor, days }) => [mentor.id, days])).toEqual([
    [1, 10],
    [2, 45],
  ]);
});

test("places nobody waits for are told once each, and what somebody waits for is not among them", () => {
  const mentors = [
    makeMentor(1, { groups: [3, 5] }),
    makeMentor(2, { kind: "DUAL" }),
    makeMentor(3, { left: 0 }),
  ];
  const { open } = marketOf(mentors, [boys]);
  expect(open.map(({ group, type, students, left }) => [group, type, students, left])).toEqual([
    [3, 1, 0, 2],
    [5, 0, 0, 2],
  ]);
});

test("closed places are summed by why, most first; placeholders and overloads bring none", () => {
  expect(
    reliefOf([
      makeMentor(1),
      makeMentor(2, { out: "NO_MANAGER" }),
      makeMentor(3, { out: "NOT_ACCEPTING", load: 4 }),
      makeMentor(4, { out: "NOT_ACCEPTING", load: 9 }),
      makeMentor(5, { out: "NOT_ACCEPTING", load: 40 }),
      makeMentor(6, { out: "MENTOR_PLACEHOLDER" }),
    ]),
  ).toEqual([
    { code: "NOT_ACCEPTING", mentors: 2, places: 7 },
    { code: "NO_MANAGER", mentors: 1, places: 2 },
  ]);
});

test("a load differs downstream by what was not sent and by what ended after it was sent", () => {
  const gaps = gapsOf(
    [makeMentor(1), makeMentor(2), makeMentor(3)],
    [
      { mentorId: 1, notSent: 1, stillCounted: 0 },
      { mentorId: 2, notSent: 0, stillCounted: 3 },
      { mentorId: 9, notSent: 5, stillCounted: 0 },
    ],
  );
  expect(gaps.map(({ mentor, here, there }) => [mentor.id, here, there])).toEqual([
    [2, 8, 11],
    [1, 8, 7],
  ]);
});
