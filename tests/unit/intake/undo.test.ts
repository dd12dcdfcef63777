import { expect, test } from "vitest";
import { type AppliedRow, decideUndo, NOTHING_SINCE, type Since } from "@/lib/intake/undo/decide";

const makeRow = (over: Partial<AppliedRow>): AppliedRow => ({
  id: 1n,
  position: 1,
  rowNo: 2,
  key: "701",
  diff: "CHANGED",
  changes: null,
  replaced: null,
  baseLoad: null,
  ...over,
});

test("a base load from which counted placements that ended were taken is still the file's own and goes back", () => {
  const row = makeRow({ changes: { baseLoad: [10, 16], load: [16, 16] }, baseLoad: 16 });
  const verdict = (baseLoad: number, endedCounted: number) =>
    decideUndo("mentors", row, {
      stored: { baseLoad, loadYear: 1404 },
      since: { ...NOTHING_SINCE, endedCounted },
    });
  expect(verdict(14, 2)).toMatchObject({ state: "REVERSED", restore: { baseLoad: 10 }, release: true });
  expect(verdict(14, 1)).toMatchObject({ state: "KEPT", release: false, note: { fields: ["baseLoad"] } });
});

test("marks of a file that left the load as it was come off, unless a later file gave another load", () => {
  const row = makeRow({ diff: "UNCHANGED", baseLoad: 12 });
  const verdict = (baseLoad: number) =>
    decideUndo("mentors", row, { stored: { baseLoad, loadYear: 1404 }, since: NOTHING_SINCE });
  expect(verdict(12)).toMatchObject({ state: "REVERSED", release: true });
  expect(verdict(15)).toMatchObject({ state: "KEPT", release: false });
});

test("a counter stays, whatever else of the row goes back", () => {
  const row = makeRow({ changes: { counter: [null, "543570001"], lastName: ["الف", "ب"] } });
  const stored = { counter: "543570001", lastName: "ب" };
  expect(decideUndo("students", row, { stored, since: { ...NOTHING_SINCE, counter: true } })).toMatchObject({
    state: "KEPT",
    restore: { lastName: "الف" },
    note: { code: "COUNTER", fields: ["counter"] },
  });
});

test("what other data need, and what is gone already, is told apart", () => {
  const fresh = makeRow({ diff: "NEW" });
  const of = (stored: { id: number } | null, since: Since) =>
    decideUndo("managers", fresh, { stored, since });
  expect(of({ id: 701 }, { ...NOTHING_SINCE, referred: true }).note).toEqual({ code: "REFERRED" });
  expect(of(null, NOTHING_SINCE).note).toEqual({ code: "GONE" });
  expect(of({ id: 701 }, NOTHING_SINCE)).toMatchObject({ state: "REVERSED", remove: true });
});
