import { describe, expect, test } from "vitest";
import {
  CHUNK_ROWS,
  type ChunkFate,
  fullPace,
  nextStep,
  type Pace,
  type Step,
} from "@/lib/allocation/publish/pace";

const FULL = fullPace();

/** The steps of a work whose chunks go like this, one after the other. */
function stepsOf(fates: readonly ChunkFate[], from: Pace = FULL): Step[] {
  const steps: Step[] = [];
  let pace = from;
  for (const fate of fates) {
    const step = nextStep(pace, fate);
    steps.push(step);
    if (step.do === "give-up") break;
    pace = step.pace;
  }
  return steps;
}
const many = (fate: ChunkFate, n: number) => Array<ChunkFate>(n).fill(fate);
const paceOf = (step: Step | undefined): Pace => {
  if (step === undefined || step.do === "give-up") throw new Error("given up");
  return step.pace;
};

describe("the pace of a publish", () => {
  test("tries the same chunk again after trouble: 100 ms, doubling, five times", () => {
    for (const fate of ["lost", "way"] as const) {
      const paces = stepsOf(many(fate, 5)).map(paceOf);
      expect(paces.map((pace) => pace.waitMs)).toEqual([100, 200, 400, 800, 1_600]);
      expect(paces.map((pace) => pace.rows)).toEqual(Array(5).fill(CHUNK_ROWS));
    }
  });

  test("lets refused rows of one student be set aside though trouble cost another before, and tries anew", () => {
    const suspect = { ...fullPace(8), rows: 1, tries: 5, suspect: true };
    expect(nextStep(suspect, "rows")).toEqual({ do: "set-aside", pace: { ...fullPace(8), rows: 1 } });
    expect(nextStep(suspect, "way")).toEqual({ do: "give-up" });
    expect(nextStep({ ...fullPace(8), tries: 3 }, "rows")).toMatchObject({ pace: { rows: 4, tries: 0 } });
  });

  test("never waits longer than two seconds", () => {
    expect(paceOf(nextStep({ ...FULL, tries: 4 }, "way")).waitMs).toBe(1_600);
    expect(paceOf(nextStep({ ...FULL, tries: 4.9 }, "way")).waitMs).toBe(2_000);
  });

  test("gives a connection that stays away up: the job is handed back and goes on later", () => {
    expect(stepsOf(many("lost", 9)).map((step) => step.do)).toEqual([...Array(5).fill("try"), "give-up"]);
  });

  test("forgets trouble once a chunk is written", () => {
    expect(stepsOf(["way", "way", "written"]).at(-1)).toEqual({ do: "try", pace: FULL });
  });

  test("halves refused rows at once down to the one student to blame, sets them aside, and grows back", () => {
    const steps = stepsOf(many("rows", 11));
    expect(steps.slice(0, 10).map((step) => paceOf(step).rows)).toEqual([
      500, 250, 125, 63, 32, 16, 8, 4, 2, 1,
    ]);
    expect(steps.map((step) => step.do)).toEqual([...Array(10).fill("try"), "set-aside"]);
    expect(nextStep(paceOf(steps[10]), "written")).toMatchObject({ do: "try", pace: { rows: 2 } });
    expect(nextStep({ ...FULL, rows: 800 }, "written")).toEqual({ do: "try", pace: FULL });
    expect(nextStep({ ...fullPace(7), rows: 4 }, "written")).toEqual({ do: "try", pace: fullPace(7) });
  });

  test("halves a chunk whose trouble stays without end, and blames a student only after five more tries", () => {
    const steps = stepsOf(many("way", 21));
    expect(steps.slice(5, 15).map((step) => paceOf(step).rows)).toEqual([
      500, 250, 125, 63, 32, 16, 8, 4, 2, 1,
    ]);
    expect(steps.slice(5, 15).every((step) => paceOf(step).waitMs === 0)).toBe(true);
    expect(steps.slice(15, 20).map((step) => paceOf(step).waitMs)).toEqual([100, 200, 400, 800, 1_600]);
    expect(steps[20]).toMatchObject({ do: "set-aside", pace: { rows: 1, tries: 0, waitMs: 0 } });
  });

  test("blames one student for trouble, not everyone: if it stays after that, the job gives up", () => {
    const ends = stepsOf(many("way", 60)).map((step) => step.do);
    expect(ends.filter((what) => what === "set-aside")).toHaveLength(1);
    expect(ends.at(-1)).toBe("give-up");
    const cured = stepsOf([...many("way", 21), "written", ...many("way", 12)]).map((step) => step.do);
    expect(cured.filter((what) => what === "set-aside")).toHaveLength(2);
    expect(cured).not.toContain("give-up");
    expect(
      stepsOf([...many("rows", 11), "rows", "rows"])
        .map((step) => step.do)
        .slice(-2),
    ).toEqual(["set-aside", "set-aside"]);
  });
});
