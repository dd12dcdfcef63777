import fc from "fast-check";
import { expect, test } from "vitest";
import { evennessOf, fairnessOf } from "@/lib/allocation/fairness";
import { runsOf } from "@/tests/support/property";

const mentors = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 999 }),
    capacity: fc.integer({ min: 0, max: 9 }),
    load: fc.integer({ min: 0, max: 9 }),
  }),
  { selector: (one) => one.id, maxLength: 20 },
);

test("equal shares are perfectly even, and one who has everything is 1/n", () => {
  expect(evennessOf([1, 2, 3, 4].map((id) => ({ id, capacity: 10 * id, load: 5 * id })))).toEqual({
    mentors: 4,
    lowest: 0.5,
    highest: 0.5,
    range: 0,
    mean: 0.5,
    deviation: 0,
    jain: 1,
  });
  const alone = [1, 2, 3, 4].map((id) => ({ id, capacity: 10, load: id === 1 ? 10 : 0 }));
  expect(evennessOf(alone)).toMatchObject({ lowest: 0, highest: 1, range: 1, mean: 0.25, jain: 0.25 });
});

test("nobody with a capacity, or nobody with a student, is even and no division by nothing", () => {
  expect(evennessOf([{ id: 1, capacity: 0, load: 3 }])).toMatchObject({ mentors: 0, jain: 1 });
  expect(evennessOf([{ id: 1, capacity: 5, load: 0 }])).toMatchObject({ mentors: 1, mean: 0, jain: 1 });
});

test("the index lies between 1/n and 1, the mean between lowest and highest, and order changes nothing", () => {
  fc.assert(
    fc.property(mentors, (judged) => {
      const told = evennessOf(judged);
      if (told.mentors > 0) expect(told.jain).toBeGreaterThanOrEqual(1 / told.mentors - 1e-12);
      expect(told.jain).toBeLessThanOrEqual(1);
      expect(told.mean).toBeGreaterThanOrEqual(told.lowest - 1e-12);
      expect(told.mean).toBeLessThanOrEqual(told.highest + 1e-12);
      expect(evennessOf([...judged].reverse())).toEqual(told);
    }),
    runsOf(1_000),
  );
});

test("a mentor counts in each of their centres and under their one manager", () => {
  const told = fairnessOf([
    { id: 1, capacity: 10, before: 0, after: 5, other: 10, manager: 7, centers: [0, 2, 2] },
    { id: 2, capacity: 10, before: 10, after: 10, other: 10, manager: null, centers: [2] },
  ]);
  expect(told.all.after).toMatchObject({ mentors: 2, lowest: 0.5, highest: 1 });
  expect(told.centers.map((row) => [row.id, row.after.mentors])).toEqual([
    [0, 1],
    [2, 2],
  ]);
  expect(told.managers.map((row) => [row.id, row.other.mean])).toEqual([[7, 1]]);
});
