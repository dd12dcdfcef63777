import { expect, test } from "vitest";
import {
  histogramOf,
  type MentorFacts,
  managerRowsOf,
  occupancyOf,
  sortMentors,
  totalsOf,
} from "@/lib/reporting/utilization/occupancy";

const makeFacts = (over: Partial<MentorFacts> = {}): MentorFacts => ({
  id: 1,
  name: "پشتیبان",
  gender: 1,
  kind: "NORMAL",
  capacity: 10,
  load: 4,
  ownLoad: 1,
  loadYear: 1404,
  alias: null,
  active: true,
  accepting: true,
  placeholder: false,
  managerId: 5,
  managerName: "مدیر",
  managerActive: true,
  managerCenters: [0, 1],
  ownCenters: [],
  groups: [3],
  ...over,
});
const occupancy = (over: Partial<MentorFacts> = {}) => occupancyOf(makeFacts(over), 1404);

test("places left are those a run could still use: none above capacity, none out of the pool", () => {
  expect(occupancy()).toMatchObject({ left: 6, out: null, centers: [0, 1], ours: 1 });
  expect(occupancy({ load: 435, capacity: 250 }).left).toBe(0);
  expect(occupancy({ accepting: false })).toMatchObject({ left: 0, out: "NOT_ACCEPTING" });
  expect(occupancy({ loadYear: 1403 })).toMatchObject({ left: 0, out: "LOAD_OTHER_YEAR" });
  expect(occupancy({ managerId: null })).toMatchObject({ out: "NO_MANAGER", centers: [] });
});

test("a tenth starts at its lower bound, exactly; full, over and without capacity stand apart", () => {
  const at = (load: number, capacity = 10) => ({ load, capacity });
  const histogram = histogramOf([
    at(0),
    at(2),
    at(3),
    at(29, 100),
    at(30, 100),
    at(9),
    at(10),
    at(11),
    at(0, 0),
    at(1, 0),
  ]);
  expect(histogram).toEqual({ tenths: [1, 0, 2, 2, 0, 0, 0, 0, 0, 1], full: 1, over: 2, none: 1 });
});

test("totals count everyone's capacity, but places only of those in the pool", () => {
  const totals = totalsOf([
    occupancy(),
    occupancy({ id: 2, load: 0, ownLoad: 0 }),
    occupancy({ id: 3, active: false, load: 12 }),
  ]);
  expect(totals).toEqual({ mentors: 3, inPool: 2, capacity: 30, load: 16, left: 16, over: 1, idle: 1 });
});

test("a mentor of two centres counts in both cells of the manager and once in the total", () => {
  const rows = managerRowsOf(
    [occupancy(), occupancy({ id: 2, ownCenters: [1], load: 10 })],
    [
      { managerId: 5, centerCode: 1, placed: 3 },
      { managerId: 5, centerCode: 2, placed: 1 },
      { managerId: 9, centerCode: 1, placed: 7 },
    ],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.cells.get(0)).toEqual({ mentors: 1, capacity: 10, load: 4, left: 6, placed: 0 });
  expect(rows[0]?.cells.get(1)).toEqual({ mentors: 2, capacity: 20, load: 14, left: 6, placed: 3 });
  expect(rows[0]?.cells.get(2)).toMatchObject({ mentors: 0, placed: 1 });
  expect(rows[0]?.total).toEqual({ mentors: 2, capacity: 20, load: 14, left: 6, placed: 4 });
});

test("the fullest first compares ratios exactly, and equal ones by id", () => {
  const mentors = [
    occupancy({ id: 3, load: 1, capacity: 3 }),
    occupancy({ id: 1, load: 2, capacity: 6 }),
    occupancy({ id: 2, load: 2, capacity: 5 }),
  ];
  expect(sortMentors(mentors, "occupancy", true).map((m) => m.id)).toEqual([2, 1, 3]);
  expect(sortMentors(mentors, "left", true).map((m) => m.id)).toEqual([1, 2, 3]);
});
