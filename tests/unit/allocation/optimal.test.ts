import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planText } from "@/lib/allocation/canonical";
import { planOptimal } from "@/lib/allocation/optimal";
import { type Plan, planSequential } from "@/lib/allocation/plan";
import { failingRules } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";
import { runsOf } from "@/tests/support/property";
import { reordered, snapshots } from "./arbitraries";
import { goldenCase } from "./golden";
import { maximumOf } from "./maximum";

type Pool = Pick<Snapshot, "students" | "mentors" | "switches">;
/** A seat as its key: occupancy once taken as numerator and denominator, then the mentor. */
type Seat = { readonly load: number; readonly capacity: number; readonly id: number };

const bySeat = (a: Seat, b: Seat): number =>
  a.load * b.capacity - b.load * a.capacity || a.load - b.load || a.id - b.id;

/** Seats taken by so many students per mentor, emptiest first. */
const seatsOf = (mentors: readonly PoolMentor[], taken: readonly number[]): Seat[] =>
  mentors
    .flatMap(({ id, load, capacity }, m) =>
      Array.from({ length: taken[m]! }, (_, k) => ({ load: load + k + 1, capacity, id })),
    )
    .sort(bySeat);

const isOwn = (student: PoolStudent, mentor: PoolMentor): boolean =>
  failingRules(student, mentor).length === 0;
const mayServe = (student: PoolStudent, mentor: PoolMentor, fallback: boolean): boolean =>
  mentor.out === null &&
  (isOwn(student, mentor) || (fallback && student.type === 1 && isOwn({ ...student, type: 0 }, mentor)));

type Outcome = { readonly placed: number; readonly own: number; readonly taken: readonly number[] };

/** Every placement there is, as what it comes to. */
function everyOutcome({ students, mentors, switches }: Pool): Outcome[] {
  const all = new Map<string, Outcome>();
  const taken = mentors.map(() => 0);
  const visit = (i: number, placed: number, own: number): void => {
    const student = students[i];
    if (student === undefined) {
      all.set(`${own}:${taken.join()}`, { placed, own, taken: [...taken] });
      return;
    }
    visit(i + 1, placed, own);
    mentors.forEach((mentor, m) => {
      if (mentor.load + taken[m]! >= mentor.capacity) return;
      if (!mayServe(student, mentor, switches.schoolFallback)) return;
      taken[m]!++;
      visit(i + 1, placed + 1, own + Number(student.type === 1 && isOwn(student, mentor)));
      taken[m]!--;
    });
  };
  visit(0, 0, 0);
  return [...all.values()];
}

const outcomeOf = (plan: Plan): Outcome => {
  const taken = plan.mentors.map((mentor, m) => plan.loadAfter[m]! - mentor.load);
  let own = 0;
  plan.mentorAt.forEach((m, i) => {
    const student = plan.students[i]!;
    if (m >= 0 && student.type === 1 && isOwn(student, plan.mentors[m]!)) own++;
  });
  return { placed: plan.placed, own, taken };
};

/** Holds a plan against every other placement: number, school students with school mentors, then seat by seat. */
function expectBest(pool: Pool, plan: Plan): void {
  const mine = outcomeOf(plan);
  const sorted = { ...pool, mentors: plan.mentors, students: plan.students };
  const mostly = everyOutcome(sorted);
  const placed = Math.max(...mostly.map((one) => one.placed));
  const best = mostly.filter((one) => one.placed === placed);
  const own = Math.max(...best.map((one) => one.own));
  expect(mine.placed).toBe(placed);
  if (pool.switches.schoolFallback) expect(mine.own).toBe(own);
  const rivals = pool.switches.schoolFallback ? best.filter((one) => one.own === own) : best;
  const seats = seatsOf(plan.mentors, mine.taken);
  for (const rival of rivals) {
    const theirs = seatsOf(plan.mentors, rival.taken);
    for (let k = 0; k < seats.length; k++)
      if (bySeat(seats[k]!, theirs[k]!) > 0)
        expect({ k, seat: seats[k] }, JSON.stringify(pool)).toEqual({ k, seat: theirs[k] });
  }
}

const schoolStudent = (i: number): PoolStudent => ({
  nationalId: String(i).padStart(10, "0"),
  gender: 0,
  group: 1,
  center: 0,
  type: 1,
  school: 100 + i,
  eduStatus: 1,
});
const schoolMentor = (id: number, load: number, capacity: number, schools: number[]): PoolMentor => ({
  id,
  gender: 0,
  kind: "SCHOOL",
  capacity,
  load,
  groups: [1],
  centers: [0],
  schools,
  out: null,
});

const SEATS = [
  [0, 1],
  [0, 2],
  [1, 3],
] as const;
const small = snapshots.map((one) => ({
  ...one,
  policy: "optimal" as const,
  students: one.students.slice(0, 5),
  mentors: one.mentors.slice(0, 5),
}));

describe("the optimal policy", () => {
  test("places the most and is the most even, on all instances of three students and three mentors", () => {
    for (let relation = 0; relation < 512; relation++)
      for (let seats = 0; seats < 27; seats++) {
        const mentors = [0, 1, 2].map((m) => {
          const [load, capacity] = SEATS[Math.floor(seats / 3 ** m) % 3]!;
          const schools = [0, 1, 2].filter((i) => (relation >> (m * 3 + i)) & 1).map((i) => 100 + i);
          return schoolMentor(m + 1, load, capacity, schools);
        });
        const pool = {
          students: [0, 1, 2].map(schoolStudent),
          mentors,
          switches: { schoolFallback: false },
        };
        expectBest(pool, planOptimal(pool));
      }
  }, 60_000);

  test("places the most, then most school students with school mentors, then evenly, in any small pool", () => {
    fc.assert(
      fc.property(small, (snapshot) => {
        expectBest(snapshot, planOptimal(snapshot));
      }),
      runsOf(2_000),
    );
  }, 60_000);

  test("places as many as a search student by student, and never fewer than the sequential policy", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planOptimal(snapshot);
        expect(plan.placed).toBe(maximumOf(snapshot).placed);
        expect(plan.placed).toBeGreaterThanOrEqual(planSequential(snapshot).placed);
      }),
      runsOf(400),
    );
  });

  test("keeps every rule and capacity, and counts the load at each turn as it grows", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const plan = planOptimal(snapshot);
        const load = plan.mentors.map((mentor) => mentor.load);
        plan.mentorAt.forEach((m, i) => {
          if (m < 0) return;
          expect(mayServe(plan.students[i]!, plan.mentors[m]!, snapshot.switches.schoolFallback)).toBe(true);
          expect(plan.loadBefore[i]).toBe(load[m]);
          load[m]!++;
          expect(load[m]).toBeLessThanOrEqual(plan.mentors[m]!.capacity);
        });
        expect([...plan.loadAfter]).toEqual(load);
      }),
      runsOf(400),
    );
  });

  test("is the same for every order of students, mentors and their lists", () => {
    fc.assert(
      fc.property(reordered, ({ snapshot, other }) => {
        expect(planText(planOptimal(other))).toBe(planText(planOptimal(snapshot)));
      }),
      runsOf(400),
    );
  });

  test("places first whoever comes first of the students who could change places", () => {
    const students = [0, 1, 2, 3].map((i) => ({ ...schoolStudent(i), school: 100 }));
    const pool = {
      students,
      mentors: [schoolMentor(1, 0, 2, [100]), schoolMentor(2, 0, 1, [100])],
      switches: { schoolFallback: false },
    };
    expect([...planOptimal(pool).mentorAt]).toEqual([0, 1, 0, -1]);
  });

  test("places more than the sequential policy in the golden case, without moving its hash", () => {
    const { snapshot } = goldenCase();
    const optimal = planOptimal(snapshot);
    expect(optimal.placed).toBe(maximumOf(snapshot).placed);
    expect(optimal.placed).toBeGreaterThanOrEqual(planSequential(snapshot).placed);
  });
});
