import fc from "fast-check";
import highsLoader from "highs";
import { expect, test } from "vitest";
import { planOptimal } from "@/lib/allocation/optimal";
import { failingRules } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { snapshots } from "./arbitraries";

/** What placing this student with this mentor is worth: nothing outweighs one more placed. */
const PLACED = 1_000;

function worthOf(student: PoolStudent, mentor: PoolMentor, fallback: boolean): number {
  if (mentor.out !== null) return 0;
  if (failingRules(student, mentor).length === 0) return PLACED + Number(fallback && student.type === 1);
  const asNormal = { ...student, type: 0 as const };
  return fallback && student.type === 1 && failingRules(asNormal, mentor).length === 0 ? PLACED : 0;
}

/** The placement problem of a snapshot in the LP format, or null when no student fits any mentor. */
function programOf({ students, mentors, switches }: Snapshot): string | null {
  const columns = students.flatMap((student, i) =>
    mentors.flatMap((mentor, m) => {
      const worth = worthOf(student, mentor, switches.schoolFallback);
      return worth > 0 ? [{ i, m, worth, name: `x${i}_${m}` }] : [];
    }),
  );
  if (columns.length === 0) return null;
  const row = (name: string, of: typeof columns, most: number): string[] =>
    of.length === 0 ? [] : [` ${name}: ${of.map((one) => one.name).join(" + ")} <= ${most}`];
  return [
    "Maximize",
    ` worth: ${columns.map((one) => `${one.worth} ${one.name}`).join(" + ")}`,
    "Subject To",
    ...students.flatMap((_, i) =>
      row(
        `s${i}`,
        columns.filter((one) => one.i === i),
        1,
      ),
    ),
    ...mentors.flatMap(({ capacity, load }, m) =>
      row(
        `m${m}`,
        columns.filter((one) => one.m === m),
        Math.max(0, capacity - load),
      ),
    ),
    "End",
  ].join("\n");
}

function worthOfPlan(snapshot: Snapshot): number {
  const { students, mentors, mentorAt } = planOptimal(snapshot);
  let worth = 0;
  mentorAt.forEach((m, i) => {
    if (m >= 0) worth += worthOf(students[i]!, mentors[m]!, snapshot.switches.schoolFallback);
  });
  return worth;
}

test("a linear programming solver finds nothing better in a thousand random pools", async () => {
  const highs = await highsLoader();
  for (const snapshot of fc.sample(snapshots, { numRuns: 1_000, seed: 20251121 })) {
    const program = programOf(snapshot);
    const best = program === null ? 0 : Math.round(highs.solve(program).ObjectiveValue);
    expect(worthOfPlan(snapshot), JSON.stringify(snapshot)).toBe(best);
  }
}, 120_000);
