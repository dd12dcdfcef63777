import { classify } from "./classes";
import { listEligible } from "./eligible";
import type { Plan } from "./plan";
import type { UnplacedReason } from "./reasons";
import { type FailureCode, failingRule, RULES, ruleOf } from "./rules";
import type { PoolStudent } from "./schema";

/** The commonest code at the step where the last mentors fell; ties go to the first by name. Source: Domain §4. */
function lastFall(student: PoolStudent, plan: Plan, load: ArrayLike<number>): UnplacedReason {
  const counts = new Map<FailureCode, number>();
  plan.mentors.forEach((mentor, m) => {
    const code = mentor.out ?? failingRule(student, mentor, load[m]!);
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  });
  for (let rule = RULES.length; rule >= 0; rule--) {
    const [found] = [...counts]
      .filter(([code]) => ruleOf(code) === rule)
      .sort(([a, n], [b, k]) => k - n || (a < b ? -1 : 1));
    if (found !== undefined) return found[0];
  }
  return "NO_MENTORS";
}

/**
 * Why each student of a plan stays without a mentor, in one code; null for the placed. The same answer as
 * `explainUnplaced` at a small part of its cost, because nothing but the code is worked out. Source: Contracts §3.
 */
export function reasonsOf(plan: Plan): (UnplacedReason | null)[] {
  const classes = classify(plan.students);
  const eligible = listEligible(classes.list, plan.mentors);
  const load = Int32Array.from(plan.mentors, (mentor) => mentor.load);
  const known = new Map<number, UnplacedReason>();
  return plan.students.map((student, i) => {
    const m = plan.mentorAt[i]!;
    if (m >= 0) {
      load[m]!++;
      return null;
    }
    // A graduate's code is another one than that of a normal student.
    const key = classes.of[i]! * 2 + student.eduStatus;
    const list = eligible.of[classes.of[i]!]!;
    const served = eligible.start[list + 1]! > eligible.start[list]!;
    const told = plan.policy === "optimal" ? plan.loadAfter : load;
    const reason = known.get(key) ?? (served ? "CAPACITY_FULL" : lastFall(student, plan, told));
    known.set(key, reason);
    return reason;
  });
}
