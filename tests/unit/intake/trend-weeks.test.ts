import { expect, test } from "vitest";
import { summarise, weeksUntil } from "@/lib/intake/trend/weeks";

test("weeks begin on Saturday, also on Saturday itself and on the Friday before", () => {
  expect(weeksUntil("2026-11-21", 2)).toEqual(["2026-11-14", "2026-11-21"]);
  expect(weeksUntil("2026-11-20", 2)).toEqual(["2026-11-07", "2026-11-14"]);
  expect(weeksUntil("2027-01-01", 1)).toEqual(["2026-12-26"]);
});

test("every week stands there, shares add up, and the source with most quarantined rows comes first", () => {
  const cell = (week: string, source: string, [clean, repaired, held]: [number, number, number]) => ({
    week,
    source,
    rows: clean + repaired + held,
    clean,
    repaired,
    held,
  });
  const code = (source: string, name: string, rows: number) => ({
    source,
    code: name,
    severity: "quarantine",
    rows,
  });
  const { weeks, sources } = summarise(["w1", "w2", "w3"], {
    cells: [cell("w1", "a", [6, 3, 1]), cell("w3", "a", [5, 5, 0]), cell("w3", "b", [0, 0, 10])],
    codes: [code("a", "X", 1), code("b", "P", 2), code("b", "Q", 9), code("b", "R", 3), code("b", "S", 4)],
  });
  expect(weeks.map(({ week, rows }) => [week, rows])).toEqual([
    ["w1", 10],
    ["w2", 0],
    ["w3", 20],
  ]);
  expect(weeks[1]?.share).toEqual({ clean: 0, repaired: 0, held: 0 });
  expect(weeks[2]?.share).toEqual({ clean: 0.25, repaired: 0.25, held: 0.5 });
  expect(sources.map(({ source, held }) => [source, held])).toEqual([
    ["b", 10],
    ["a", 1],
  ]);
  expect(sources[0]?.codes.map((one) => one.code)).toEqual(["Q", "S", "R"]);
  expect(sources[1]?.weeks.map(({ rows }) => rows)).toEqual([10, 0, 10]);
});
