import { describe, expect, test } from "vitest";
import { nextColumn, nextWrongRow, wrongColumns } from "@/lib/intake/review/table/find-error";
import { placesOf, type Runs } from "@/lib/intake/review/table/places";

/** Runs of some positions, the long way. */
const runsOf = (positions: readonly number[]): Runs =>
  positions.flatMap((position, i) => {
    const opens = positions[i - 1] !== position - 1;
    const ends = positions[i + 1] !== position + 1;
    return [...(opens ? [position] : []), ...(ends ? [position] : [])];
  });
/** A third of the numbers up to 300, in clumps, always the same. */
const SOME = Array.from({ length: 300 }, (_, i) => i + 1).filter((n) => (n * n) % 7 < 3);

describe("places of a view", () => {
  test("agree with a plain list of positions everywhere", () => {
    const places = placesOf(runsOf(SOME));
    expect(places.total).toBe(SOME.length);
    for (let i = -1; i <= SOME.length; i += 1) expect(places.positionAt(i)).toBe(SOME[i] ?? null);
    for (let position = 0; position <= 301; position += 1) {
      const index = SOME.indexOf(position);
      expect(places.indexOf(position)).toBe(index < 0 ? null : index);
      expect(places.nearest(position, 1)).toBe(SOME.find((one) => one > position) ?? null);
      expect(places.nearest(position, -1)).toBe(SOME.findLast((one) => one < position) ?? null);
    }
  });

  test("of an empty view answer nothing, and of 200,000 rows without holes are one run", () => {
    const empty = placesOf([]);
    expect([empty.total, empty.positionAt(0), empty.indexOf(1), empty.nearest(0, 1)]).toEqual([
      0,
      null,
      null,
      null,
    ]);
    const all = placesOf([1, 200_000]);
    expect([all.total, all.positionAt(199_999), all.nearest(200_000, 1)]).toEqual([200_000, 200_000, null]);
  });
});

describe("the way from error to error", () => {
  const fields = ["nationalId", "gender", "groupCode"];
  const bad = (field: string | null) => ({ severity: "quarantine", field });

  test("goes column by column in the order of the sheet, and doubts are no errors", () => {
    const found = [
      bad("groupCode"),
      { severity: "warning", field: "gender" },
      bad("nationalId"),
      bad("groupCode"),
    ];
    const columns = wrongColumns(found, fields);
    expect(columns).toEqual([0, 2]);
    expect([nextColumn(columns, 0, 1), nextColumn(columns, 2, 1)]).toEqual([2, null]);
    expect([nextColumn(columns, 2, -1), nextColumn(columns, 0, -1)]).toEqual([0, null]);
  });

  test("finds a row whose fault is of no column of the sheet in its first cell", () => {
    expect(wrongColumns([bad(null), bad("counter")], fields)).toEqual([0]);
  });

  test("passes rows that have become right, both ways, and ends at the ends", () => {
    const errors = placesOf([2, 4, 9, 9]);
    const isRight = (position: number) => position === 3 || position === 4;
    const from = (position: number, direction: 1 | -1) =>
      nextWrongRow({ errors, from: position, direction, isRight });
    expect([from(1, 1), from(2, 1), from(9, 1)]).toEqual([2, 9, null]);
    expect([from(9, -1), from(2, -1)]).toEqual([2, null]);
  });
});
