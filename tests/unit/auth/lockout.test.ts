import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attempts, countAttempt, FREE_FAILURES, lockMinutes } from "@/lib/auth/lockout";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

describe("lockout", () => {
  test("the fifth failure locks for one minute, then two, four … and never longer than an hour", () => {
    expect([1, 4, 5, 6, 7, 8, 30].map((n) => lockMinutes(n, 5))).toEqual([0, 0, 1, 2, 4, 8, 60]);
  });

  test("while locked nothing is counted and the rest of the wait is told", () => {
    const before: Attempts = { failures: 6, lastAt: at(0), lockedUntil: at(2) };
    expect(countAttempt(before, at(0.5), 5)).toEqual({ locked: true, retryAfterS: 90 });
  });

  test("after the lock one attempt is let through and a failure doubles the wait", () => {
    const before: Attempts = { failures: 5, lastAt: at(0), lockedUntil: at(1) };
    const next = countAttempt(before, at(1.1), 5);
    expect(next).toMatchObject({ locked: false, after: { failures: 6, lockedUntil: at(3.1) } });
  });

  test("a day of silence starts over", () => {
    const before: Attempts = { failures: 40, lastAt: at(0), lockedUntil: at(60) };
    expect(countAttempt(before, at(25 * 60), 5)).toMatchObject({
      locked: false,
      after: { failures: 1, lockedUntil: null },
    });
  });

  test("however the guesses are spread over a day, at most a few dozen get through", () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 3_600 }), { minLength: 200, maxLength: 400 });
    fc.assert(
      fc.property(pauses, (seconds) => {
        let state: Attempts | null = null;
        let now = at(0).getTime();
        let through = 0;
        for (const pause of seconds) {
          now += pause * 1_000;
          if (now > at(24 * 60).getTime()) break;
          const next = countAttempt(state, new Date(now), FREE_FAILURES.user);
          if (next.locked) continue;
          through += 1;
          state = next.after;
        }
        // 4 free ones, 6 while the wait grows to an hour, then one an hour.
        expect(through).toBeLessThanOrEqual(4 + 6 + 24);
      }),
    );
  });
});
