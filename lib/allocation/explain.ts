import { classKey, classOf, type StudentClass } from "./classes";
import { type Miss, missesOf, smallestRelaxations } from "./misses";
import type { Plan } from "./plan";
import { byPreference, type Decider, deciderOf, type MentorLoad } from "./rank";
import { type FailureCode, failingRule, RULES, ruleOf } from "./rules";
import type { PoolMentor, PoolStudent, Switches } from "./schema";

/** One step of the funnel: rule 0 is the pool itself (stage 0). `left` is how many mentors remain after the step. */
export type FunnelStep = {
  readonly rule: number;
  readonly fallen: readonly { readonly code: FailureCode; readonly mentors: number }[];
  readonly left: number;
};

/** A mentor in the ranking; `decider` is what put it before the next one, null for the last. */
export type RankedMentor = MentorLoad & { readonly decider: Decider | null };

export type Explanation = {
  readonly studentClass: StudentClass;
  readonly mentors: number;
  /** Stage 0 and rules 1–6; all the fallen and the ranked make up all mentors. */
  readonly funnel: readonly FunnelStep[];
  readonly ranking: readonly RankedMentor[];
  /** With the fallback switch on and nobody in `ranking`: the mentors of normal students that were asked instead. */
  readonly fallback: readonly RankedMentor[] | null;
  readonly chosen: number | null;
  /** Loads are told as they were at the student's turn, or as they are at the end of an optimal plan. Contracts §3. */
  readonly loadsAt: "TURN" | "END";
  /** Why nobody was found; null for a placed student. */
  readonly reason: FailureCode | "NO_MENTORS" | null;
  readonly misses: readonly Miss[];
  /** The smallest sets of relaxations that would place an unplaced student; several where they tie. Empty for a placed one. */
  readonly relaxations: readonly Miss[];
};

/** What one explanation looks at. `load` holds the loads it is told with, `loadAfter` those at the end of the plan. */
type Question = {
  readonly student: PoolStudent;
  readonly mentors: readonly PoolMentor[];
  readonly load: ArrayLike<number>;
  readonly loadAfter: ArrayLike<number>;
  readonly chosen: number | null;
  readonly loadsAt?: Explanation["loadsAt"];
  readonly switches: Switches;
};

function rank(question: Question, student: PoolStudent): RankedMentor[] {
  const eligible = question.mentors.flatMap((mentor, m) => {
    const load = question.load[m]!;
    const fits = mentor.out === null && failingRule(student, mentor, load) === null;
    return fits ? [{ id: mentor.id, load, capacity: mentor.capacity }] : [];
  });
  eligible.sort(byPreference);
  return eligible.map((one, i) => {
    const next = eligible[i + 1];
    return { ...one, decider: next === undefined ? null : deciderOf(one, next) };
  });
}

function funnelOf({ student, mentors, load }: Question): FunnelStep[] {
  const counts = new Map<FailureCode, number>();
  mentors.forEach((mentor, m) => {
    const code = mentor.out ?? failingRule(student, mentor, load[m]!);
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  });
  let left = mentors.length;
  return [0, ...RULES.map(({ rule }) => rule)].map((rule) => {
    const fallen = [...counts]
      .filter(([code]) => ruleOf(code) === rule)
      .map(([code, count]) => ({ code, mentors: count }))
      .sort((a, b) => b.mentors - a.mentors || (a.code < b.code ? -1 : 1));
    left -= fallen.reduce((sum, one) => sum + one.mentors, 0);
    return { rule, fallen, left };
  });
}

/**
 * One word for an unplaced student: `CAPACITY_FULL` if somebody lacks nothing but a place, else the commonest code at
 * the step where the last mentors fell.
 */
function reasonOf(funnel: readonly FunnelStep[], misses: readonly Miss[]): Explanation["reason"] {
  if (misses.some(({ codes }) => codes.length === 1 && codes[0] === "CAPACITY_FULL")) return "CAPACITY_FULL";
  return funnel.findLast(({ fallen }) => fallen.length > 0)?.fallen[0]?.code ?? "NO_MENTORS";
}

/** Explains one decision: the funnel over all mentors, the ranking, the nearest misses. Source: Domain §4, Contracts §3. */
export function explain(question: Question): Explanation {
  const { student, mentors, switches, chosen } = question;
  const funnel = funnelOf(question);
  const ranking = rank(question, student);
  const fellBack = switches.schoolFallback && student.type === 1 && ranking.length === 0;
  const misses = missesOf(question);
  return {
    studentClass: classOf(student),
    mentors: mentors.length,
    funnel,
    ranking,
    fallback: fellBack ? rank(question, { ...student, type: 0 }) : null,
    chosen,
    loadsAt: question.loadsAt ?? "TURN",
    reason: chosen === null ? reasonOf(funnel, misses) : null,
    misses,
    relaxations: chosen === null ? smallestRelaxations(misses) : [],
  };
}

/** Loads at the turn of student `i`: those of the snapshot and the placements before it. */
export function loadsAtTurn(plan: Plan, i: number): Int32Array {
  const load = Int32Array.from(plan.mentors, (mentor) => mentor.load);
  for (let j = 0; j < i; j++) if (plan.mentorAt[j]! >= 0) load[plan.mentorAt[j]!]!++;
  return load;
}

/** Loads at the end of a plan with the seat of student `i` free, so that their own mentor still counts as having a place. */
function loadsAtEnd({ loadAfter, mentorAt }: Plan, i: number): Int32Array {
  const load = loadAfter.slice();
  if (mentorAt[i]! >= 0) load[mentorAt[i]!]!--;
  return load;
}

const loadsAt = ({ policy }: Plan): Explanation["loadsAt"] => (policy === "optimal" ? "END" : "TURN");

/**
 * Explains student `i` of a plan with the loads at its turn, of an optimal plan with those at its end: there nobody has a
 * turn. ≤ 50 ms at 10k×500. Source: Contracts §3.
 */
export function explainPosition(plan: Plan, switches: Switches, i: number): Explanation {
  const student = plan.students[i];
  if (student === undefined) throw new RangeError(`the plan has no student ${i}`);
  const m = plan.mentorAt[i]!;
  return explain({
    student,
    mentors: plan.mentors,
    load: loadsAt(plan) === "END" ? loadsAtEnd(plan, i) : loadsAtTurn(plan, i),
    loadsAt: loadsAt(plan),
    loadAfter: plan.loadAfter,
    chosen: m < 0 ? null : plan.mentors[m]!.id,
    switches,
  });
}

/** Unplaced students of one class, explained once. `positions` are indexes of the plan, ascending. */
export type UnplacedGroup = { readonly explanation: Explanation; readonly positions: readonly number[] };

/**
 * Everyone without a mentor, by class, biggest group first. A class is explained at the turn of its first unplaced
 * student: from then on its mentors are full for all of them; in an optimal plan at the end. ≤ 1 s for 10k students.
 */
export function explainUnplaced(plan: Plan, switches: Switches): UnplacedGroup[] {
  const load = Int32Array.from(plan.mentors, (mentor) => mentor.load);
  const groups = new Map<string, { explanation: Explanation; positions: number[] }>();
  plan.students.forEach((student, i) => {
    const m = plan.mentorAt[i]!;
    if (m >= 0) {
      load[m]!++;
      return;
    }
    // A graduate's code is another one than that of a normal student, hence a group of its own.
    const key = `${classKey(student)}:${student.eduStatus}`;
    const known = groups.get(key);
    if (known !== undefined) {
      known.positions.push(i);
      return;
    }
    const { mentors, loadAfter } = plan;
    const told = loadsAt(plan) === "END" ? loadAfter : load;
    const question = { student, mentors, load: told, loadAfter, chosen: null, switches };
    const explanation = explain({ ...question, loadsAt: loadsAt(plan) });
    groups.set(key, { explanation, positions: [i] });
  });
  return [...groups.values()].sort(
    (a, b) => b.positions.length - a.positions.length || a.positions[0]! - b.positions[0]!,
  );
}
