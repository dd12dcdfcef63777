import { classify, classKey, classOf, type StudentClass } from "./classes";
import { type EligibleLists, listEligible } from "./eligible";
import { bundleHoles, type ClassNeed, type MentorProfile } from "./holes";
import type { Plan } from "./plan";
import { byPreference } from "./rank";
import type { PoolMentor, Switches } from "./schema";

/**
 * Places to add at one mentor. A mentor already above capacity gains nobody until the overload is covered: `raise` is
 * what the capacity must grow by so that `places` more students fit. `others` = mentors (ids) who would do for all these
 * classes as well.
 */
export type PlaceProposal = {
  readonly mentorId: number;
  readonly capacity: number;
  readonly places: number;
  readonly raise: number;
  readonly serves: readonly ClassNeed[];
  readonly others: readonly number[];
};

/**
 * The fewest places with which everyone is placed. `most` students can be placed with the places there are, whoever goes
 * where; a place more serves one student more at most, hence `places = students − beyond − most` is the least, and it
 * suffices. `beyond` = school students without a school: no mentor can serve them, their data have to be corrected.
 * How the places are spread over mentors and profiles is a suggestion: few of them, found greedily. Source: Design §4.
 */
export type CapacityPlan = {
  readonly students: number;
  readonly most: number;
  readonly beyond: number;
  readonly places: number;
  /** Places at mentors there are, most first. */
  readonly proposals: readonly PlaceProposal[];
  /** Classes no mentor of the pool may serve, whatever the capacity; biggest first. */
  readonly holes: readonly ClassNeed[];
  /** New mentors who would cover the holes. */
  readonly profiles: readonly MentorProfile[];
};

type Need = { readonly studentClass: StudentClass; students: number; readonly mentors: readonly number[] };

const sliceOf = (lists: EligibleLists, c: number): number[] => {
  const list = lists.of[c]!;
  return [...lists.mentor.subarray(lists.start[list]!, lists.start[list + 1]!)];
};

const isServable = (one: StudentClass): boolean => one.type === 0 || one.school !== null;
const asNormal = (one: StudentClass): StudentClass => classOf({ ...one, type: 0 });
const isOver = (mentor: PoolMentor): boolean => mentor.load > mentor.capacity;

/** Unplaced students by class with the mentors (indexes) who may serve them; those above capacity only if nobody else. */
function needsOf(plan: Plan, switches: Switches): Need[] {
  const waiting = plan.students.filter((_, i) => plan.mentorAt[i]! < 0);
  const { list, size } = classify(waiting);
  const own = listEligible(list, plan.mentors);
  const fallback = switches.schoolFallback ? listEligible(list.map(asNormal), plan.mentors) : null;
  return list.map((studentClass, c) => {
    const mine = sliceOf(own, c);
    const all = mine.length > 0 || fallback === null ? mine : sliceOf(fallback, c);
    const within = all.filter((m) => !isOver(plan.mentors[m]!));
    return { studentClass, students: size[c]!, mentors: within.length > 0 ? within : all };
  });
}

/** The mentor who would take the most of what is left; ties go to the better ranked by the loads at hand. */
function bestCover(mentors: readonly PoolMentor[], open: readonly Need[]): number {
  const takes = new Map<number, number>();
  for (const need of open) for (const m of need.mentors) takes.set(m, (takes.get(m) ?? 0) + need.students);
  let best = -1;
  for (const [m, students] of takes) {
    const lead = best < 0 ? 1 : students - takes.get(best)!;
    if (lead > 0 || (lead === 0 && byPreference(mentors[m]!, mentors[best]!) < 0)) best = m;
  }
  return best;
}

const bySize = (a: ClassNeed, b: ClassNeed): number =>
  b.students - a.students || (classKey(a.studentClass) < classKey(b.studentClass) ? -1 : 1);

const toNeed = ({ studentClass, students }: Need): ClassNeed => ({ studentClass, students });

function cover(mentors: readonly PoolMentor[], needs: readonly Need[]): PlaceProposal[] {
  const proposals: PlaceProposal[] = [];
  for (let open = [...needs]; open.length > 0; ) {
    const m = bestCover(mentors, open);
    const mentor = mentors[m]!;
    const taken = open.filter((need) => need.mentors.includes(m));
    open = open.filter((need) => !need.mentors.includes(m));
    const places = taken.reduce((sum, need) => sum + need.students, 0);
    const others = taken[0]!.mentors.filter((other) => taken.every((need) => need.mentors.includes(other)));
    proposals.push({
      mentorId: mentor.id,
      capacity: mentor.capacity,
      places,
      raise: places + Math.max(0, mentor.load - mentor.capacity),
      serves: taken.map(toNeed).sort(bySize),
      others: others.filter((other) => other !== m).map((other) => mentors[other]!.id),
    });
  }
  return proposals.sort((a, b) => b.places - a.places || a.mentorId - b.mentorId);
}

/**
 * Proposes where to add places, from a placement that is maximal (nobody more could be placed): `planOptimal`'s, or any
 * other whose certificate says so. Deterministic. Source: Design §4.
 */
export function proposeCapacity(maximum: Plan, switches: Switches): CapacityPlan {
  const needs = needsOf(maximum, switches);
  const holes = needs
    .filter((need) => need.mentors.length === 0)
    .map(toNeed)
    .sort(bySize);
  const students = maximum.students.length;
  const beyond = holes.reduce((sum, hole) => sum + (isServable(hole.studentClass) ? 0 : hole.students), 0);
  return {
    students,
    most: maximum.placed,
    beyond,
    places: students - maximum.placed - beyond,
    proposals: cover(
      maximum.mentors,
      needs.filter((need) => need.mentors.length > 0),
    ),
    holes,
    profiles: bundleHoles(holes),
  };
}
