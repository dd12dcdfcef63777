import { describe, expect, test } from "vitest";
import { RUN_STATES } from "@/lib/allocation/schema";
import { stepsOf } from "@/lib/allocation/steps";

const run = {
  planHash: "hash",
  cursor: 0,
  errorCode: null,
  cancelRequested: false,
  live: false,
};

describe("what a run's state allows", () => {
  test("a plan is published or thrown away, nothing else", () => {
    expect(stepsOf({ ...run, state: "PLANNED" })).toEqual(["discard", "publish"]);
  });

  test("work under way can be stopped once; work whose process is gone can be taken up", () => {
    expect(stepsOf({ ...run, state: "PUBLISHING", live: true })).toEqual(["cancel"]);
    expect(stepsOf({ ...run, state: "PUBLISHING", live: true, cancelRequested: true })).toEqual([]);
    expect(stepsOf({ ...run, state: "PUBLISHING" })).toEqual(["cancel", "resume"]);
    expect(stepsOf({ ...run, state: "PLANNING", live: true })).toEqual([]);
    expect(stepsOf({ ...run, state: "PLANNING" })).toEqual(["discard"]);
    expect(stepsOf({ ...run, state: "REVERTING", live: true })).toEqual([]);
    expect(stepsOf({ ...run, state: "REVERTING" })).toEqual(["revert"]);
  });

  test("a stale rest is planned anew and never resumed; what is published can be taken back", () => {
    const failed = { ...run, state: "FAILED" as const, cursor: 1000 };
    expect(stepsOf({ ...failed, errorCode: "PLAN_STALE" })).toEqual(["revert", "replay", "replan"]);
    expect(stepsOf({ ...failed, errorCode: "INTERNAL" })).toContain("resume");
    expect(stepsOf({ ...failed, cursor: 0, errorCode: "INTERNAL" })).not.toContain("revert");
  });

  test("a run that could not be planned has nothing to resume or revert", () => {
    const unplanned = { ...run, state: "FAILED" as const, planHash: null, errorCode: "RUN_NO_STUDENTS" };
    expect(stepsOf(unplanned)).toEqual(["replan"]);
  });

  test("what is over stays over", () => {
    expect(stepsOf({ ...run, state: "REVERTED", cursor: 1000 })).toEqual([]);
    expect(stepsOf({ ...run, state: "DISCARDED" })).toEqual([]);
    expect(stepsOf({ ...run, state: "PUBLISHED", cursor: 1000 })).toEqual(["revert", "replay"]);
    for (const state of RUN_STATES) expect(Array.isArray(stepsOf({ ...run, state }))).toBe(true);
  });
});
