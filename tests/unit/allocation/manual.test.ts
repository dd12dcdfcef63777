import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rankCandidates } from "@/lib/allocation/manual/candidates";
import { decideEnd, decideMove, judge, type Standing } from "@/lib/allocation/manual/decide";
import { planSequential } from "@/lib/allocation/plan";
import { failingRule } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent } from "@/lib/allocation/schema";
import { makeStudent } from "@/tests/support/pool";
import { snapshots } from "./arbitraries";

const standingOf = (pool: PoolStudent, over: Partial<Standing> = {}): Standing => ({
  id: "s",
  year: 1404,
  center: pool.center,
  onHold: false,
  withdrawn: false,
  counter: null,
  pool,
  active: null,
  ...over,
});

const move = (pool: PoolStudent, mentor: PoolMentor | undefined, rules: "HOLD" | "OVERRIDDEN") =>
  decideMove({
    standing: standingOf(pool),
    mentor,
    load: mentor?.load ?? 0,
    seen: undefined,
    reach: "ONE",
    rules,
  });

describe("work by hand, for any pool", () => {
  test("places without an override exactly where a run may place", () => {
    fc.assert(
      fc.property(snapshots, ({ students, mentors }) => {
        for (const student of students)
          for (const mentor of mentors) {
            const runMay = mentor.out === null && failingRule(student, mentor, mentor.load) === null;
            expect(move(student, mentor, "HOLD").ok).toBe(runMay);
          }
      }),
    );
  });

  test("an override passes over rules, but never a full or absent mentor, and names what it passed over", () => {
    fc.assert(
      fc.property(snapshots, ({ students, mentors }) => {
        for (const student of students)
          for (const mentor of mentors) {
            const verdict = move(student, mentor, "OVERRIDDEN");
            const { obstacle, codes } = judge(student, mentor, mentor.load);
            expect(verdict.ok).toBe(obstacle === null);
            if (verdict.ok) expect(verdict.value).toEqual(codes);
            if (mentor.load >= mentor.capacity || mentor.out === "MENTOR_INACTIVE")
              expect(verdict.ok).toBe(false);
          }
      }),
    );
  });

  test("the first candidate is the mentor a run over this student alone would choose, in any order of mentors", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        const { mentors } = snapshot;
        for (const student of snapshot.students) {
          const ranked = rankCandidates(student, mentors);
          expect(rankCandidates(student, [...mentors].reverse())).toEqual(ranked);
          expect(ranked).toHaveLength(mentors.length);
          const switches = { schoolFallback: false };
          const plan = planSequential({ mentors, students: [student], switches });
          const chosen = plan.mentorAt[0]!;
          const best = ranked[0]?.fit === "FREE" ? ranked[0].id : null;
          expect(best).toBe(chosen < 0 ? null : plan.mentors[chosen]!.id);
        }
      }),
    );
  });
});

describe("the order of refusals", () => {
  const pool = makeStudent(12345679);
  const active = { id: "a", mentorId: 1, pinned: true, counted: false };
  const reasonOf = (verdict: { ok: true } | { ok: false; reason: string }) =>
    verdict.ok ? "OK" : verdict.reason;

  test("an old page comes first, then the student, then the mentor, then the pin of many", () => {
    const request = { mentor: undefined, load: 0, seen: undefined, reach: "MANY", rules: "HOLD" } as const;
    const held = standingOf(pool, { onHold: true, active });
    expect(reasonOf(decideMove({ ...request, standing: held, seen: null }))).toBe("STALE_VERSION");
    expect(reasonOf(decideMove({ ...request, standing: held }))).toBe("STUDENT_STATE");
    expect(reasonOf(decideMove({ ...request, standing: standingOf(pool, { active }) }))).toBe("NOT_FOUND");
  });

  test("an end by one passes a pin, an end of many does not, and nobody ends what is not there", () => {
    const pinned = standingOf(pool, { active });
    expect(reasonOf(decideEnd(pinned, "a", "ONE"))).toBe("OK");
    expect(reasonOf(decideEnd(pinned, undefined, "MANY"))).toBe("PINNED");
    expect(reasonOf(decideEnd(standingOf(pool), null, "ONE"))).toBe("STUDENT_STATE");
    expect(reasonOf(decideEnd(standingOf(pool), "a", "ONE"))).toBe("STALE_VERSION");
  });
});
