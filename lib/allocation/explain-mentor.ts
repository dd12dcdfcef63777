import type { OutCode } from "@/lib/mentor/availability";
import { classify } from "./classes";
import type { Plan } from "./plan";
import { failingRules, type RuleCode } from "./rules";

/** Why a mentor got as many students as it did; every student of the plan is in exactly one of the counts. */
export type MentorExplanation = {
  readonly id: number;
  readonly capacity: number;
  readonly out: OutCode | null;
  readonly loadBefore: number;
  readonly loadAfter: number;
  readonly taken: number;
  /** Students whom a rule other than capacity keeps away, by the first such rule. */
  readonly kept: readonly { readonly code: RuleCode; readonly students: number }[];
  /** Students who fit and went to a better-ranked mentor. */
  readonly elsewhere: number;
  /** Students who fit and got nobody: this mentor is out of the pool or was full at their turn. */
  readonly unplaced: number;
};

/** Tells of mentor `m` (index of the plan) why it got few students or nobody. Source: Contracts §3. */
export function explainMentor(plan: Plan, m: number): MentorExplanation {
  const mentor = plan.mentors[m];
  if (mentor === undefined) throw new RangeError(`the plan has no mentor ${m}`);
  const classes = classify(plan.students);
  const verdicts = new Map<string, RuleCode | null>();
  const kept = new Map<RuleCode, number>();
  let [taken, elsewhere, unplaced] = [0, 0, 0];
  plan.students.forEach((student, i) => {
    if (plan.mentorAt[i] === m) {
      taken++;
      return;
    }
    const key = `${classes.of[i]}:${student.eduStatus}`;
    let code = verdicts.get(key);
    if (code === undefined) {
      code = failingRules(student, mentor)[0] ?? null;
      verdicts.set(key, code);
    }
    if (code !== null) kept.set(code, (kept.get(code) ?? 0) + 1);
    else if (plan.mentorAt[i]! < 0) unplaced++;
    else elsewhere++;
  });
  return {
    id: mentor.id,
    capacity: mentor.capacity,
    out: mentor.out,
    loadBefore: mentor.load,
    loadAfter: plan.loadAfter[m]!,
    taken,
    kept: [...kept].map(([code, students]) => ({ code, students })).sort((a, b) => b.students - a.students),
    elsewhere,
    unplaced,
  };
}
