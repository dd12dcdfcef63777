import { expect, test } from "vitest";
import { currentOf } from "@/components/student/standing";
import { standingOf } from "@/lib/student/standing";

const free = { withdrawn: false, onHold: false, assignmentStatus: null };
const made = (status: string, year = 1404, supersededBy: string | null = null) => ({
  status,
  year,
  supersededBy,
});

test("what a person decided comes before what a run found", () => {
  expect(standingOf({ ...free, assignmentStatus: "OK", onHold: true })).toBe("ON_HOLD");
  expect(standingOf({ withdrawn: true, onHold: true, assignmentStatus: "OK" })).toBe("WITHDRAWN");
  expect(standingOf({ ...free, assignmentStatus: "TEMP_REVIEW" })).toBe("TEMP_REVIEW");
  expect(standingOf(free)).toBe("UNPLACED");
});

test("an ended, closed or older assignment does not hold now", () => {
  const assignments = [made("REVERTED"), made("NEEDS_NEW_MENTOR", 1404, "later"), made("OK", 1403)];
  expect(currentOf({ year: 1404, assignments })).toBeNull();
  const active = made("TEMP_REVIEW");
  expect(currentOf({ year: 1404, assignments: [made("NEEDS_NEW_MENTOR"), active] })).toBe(active);
});
