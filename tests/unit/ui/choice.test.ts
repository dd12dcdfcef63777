import { expect, test } from "vitest";
import { type Choice, countOf, isChosen, withRows } from "@/components/ui/choice";

const NOBODY: Choice = { all: false, ids: new Set() };
const EVERYBODY: Choice = { all: true, ids: new Set() };

test("rows ticked on one page stay chosen when those of the next are", () => {
  const both = withRows(withRows(NOBODY, ["a", "b"], true), ["c"], true);
  expect(["a", "b", "c", "d"].map((id) => isChosen(both, id))).toEqual([true, true, true, false]);
  expect(countOf(both, 40)).toBe(3);
});

test("a row cleared after all of the filter were chosen is the only one left out, whatever page it is on", () => {
  const most = withRows(EVERYBODY, ["b"], false);
  expect(["a", "b", "never seen"].map((id) => isChosen(most, id))).toEqual([true, false, true]);
  expect(countOf(most, 40)).toBe(39);
  expect(countOf(withRows(most, ["b"], true), 40)).toBe(40);
});

test("the same rows cleared again leave nobody chosen", () => {
  const cleared = withRows(withRows(NOBODY, ["a", "b"], true), ["a", "b"], false);
  expect(countOf(cleared, 40)).toBe(0);
});
