import { expect, test } from "vitest";
import { RUNNING, STEPS, stepOf } from "@/components/intake/batch-step";
import { BATCH_STATES, isRunning } from "@/lib/intake/batch/state";

test("every state of a batch stands on a step, and those a worker is busy with look busy", () => {
  for (const state of BATCH_STATES) {
    const { step, tone } = stepOf(state, "check");
    expect(STEPS).toContain(step);
    expect(tone === "busy").toBe(isRunning(state));
    expect(RUNNING.includes(state)).toBe(isRunning(state));
  }
});

test("a failed batch stands where it fell", () => {
  expect(stepOf("FAILED", "check")).toEqual({ step: "check", tone: "bad" });
  expect(stepOf("FAILED", "apply")).toEqual({ step: "apply", tone: "bad" });
});
