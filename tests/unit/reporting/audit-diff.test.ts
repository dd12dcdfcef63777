import { expect, test } from "vitest";
import { linesOf } from "@/lib/reporting/audit/diff";

test("before and after are shown field by field where they differ", () => {
  const diff = {
    before: { role: "AUDITOR", centers: [1], name: "x" },
    after: { role: "MANAGER", centers: [1, 2], name: "x" },
  };
  expect(linesOf(diff)).toEqual([
    { field: "role", before: "AUDITOR", after: "MANAGER" },
    { field: "centers", before: "[1]", after: "[1,2]" },
  ]);
});

test("a creation has no before, a state pair is a change, the rest are facts", () => {
  expect(
    linesOf({ after: { name: "x" }, state: ["PLANNED", "PUBLISHING"], from: 0, note: null, ids: [1, 2] }),
  ).toEqual([
    { field: "name", before: null, after: "x" },
    { field: "state", before: "PLANNED", after: "PUBLISHING" },
    { field: "from", before: null, after: "0" },
    { field: "note", before: null, after: "—" },
    { field: "ids", before: null, after: "[1,2]" },
  ]);
  expect(linesOf({})).toEqual([]);
});
