import { proposeCapacity } from "@/lib/allocation/capacity";
import { planOptimal } from "@/lib/allocation/optimal";
import { planSequential } from "@/lib/allocation/plan";
import type { StoredMentor } from "@/lib/allocation/stored-mentor";
import { whatIf } from "@/lib/allocation/what-if";
import { instanceOf } from "./instance";

const STUDENTS = 10_000;
const MENTORS = 500;
const RUNS = 9;
const BAR_MS = 200;

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]!;

function timed(work: () => unknown): number {
  return median(
    Array.from({ length: RUNS }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}

/** Mentors as stored: each has a manager of their own with exactly their centres. */
const storedOf = (mentors: ReturnType<typeof instanceOf>["mentors"]): StoredMentor[] =>
  mentors.map((one) => ({
    ...one,
    name: "",
    alias: null,
    loadYear: 1404,
    active: true,
    accepting: one.out === null,
    placeholder: false,
    managerId: one.id,
    managerActive: true,
    managerCenters: one.centers,
    ownCenters: [],
  }));

/** Planner and what-if at the size of the specification, beside one plain plan in the same process (Design §4, §9). */
export const bench = {
  name: "capacity",
  run: async () => {
    const { mentors, ...snapshot } = instanceOf(STUDENTS, MENTORS);
    const whole = { ...snapshot, mentors };
    const pool = { snapshot, mentors: storedOf(mentors), caseloads: new Map() };
    const [first, second] = mentors.filter((one) => one.out === null);
    const plain = timed(() => planSequential(whole));
    const told = timed(() =>
      whatIf(pool, [
        { kind: "ADD_PLACES", mentorId: first!.id, places: 20 },
        { kind: "LEAVE", mentorId: second!.id },
        { kind: "OPEN_CENTER", managerId: first!.id, center: 2 },
        { kind: "ALLOW_GROUP", mentorId: first!.id, group: 27 },
      ]),
    );
    const maximum = planOptimal(whole);
    const optimal = timed(() => planOptimal(whole));
    const proposed = timed(() => proposeCapacity(maximum, whole.switches));
    return [
      { what: "plan 10k×500", value: plain, unit: "ms" },
      { what: "what-if, four changes, 10k×500", value: told, unit: "ms", bar: BAR_MS },
      { what: "what-if ÷ plan", value: told / plain, unit: "×" },
      { what: "planner: maximum 10k×500", value: optimal, unit: "ms" },
      { what: "planner: proposal 10k×500", value: proposed, unit: "ms" },
      { what: "planner ÷ plan", value: (optimal + proposed) / plain, unit: "×" },
    ];
  },
};
