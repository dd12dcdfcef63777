import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";

/**
 * The policy of Domain §4 said as plainly as it can be, n·m, with fractions in BigInt and nothing borrowed from the
 * engine: the second opinion of the property tests.
 */
export function naivePlan(snapshot: Snapshot): Map<string, number | null> {
  const loads = new Map(snapshot.mentors.map((mentor) => [mentor.id, mentor.load]));
  const result = new Map<string, number | null>();
  const queue = [...snapshot.students].sort((a, b) => (a.nationalId < b.nationalId ? -1 : 1));
  for (const student of queue) {
    let chosen = bestOf(snapshot.mentors, loads, (mentor) => serves(student, mentor));
    if (chosen === null && student.type === 1 && snapshot.switches.schoolFallback)
      chosen = bestOf(snapshot.mentors, loads, (mentor) => serves({ ...student, type: 0 }, mentor));
    if (chosen !== null) loads.set(chosen.id, loads.get(chosen.id)! + 1);
    result.set(student.nationalId, chosen?.id ?? null);
  }
  return result;
}

function serves(student: PoolStudent, mentor: PoolMentor): boolean {
  if (mentor.out !== null) return false;
  if (student.gender !== mentor.gender) return false;
  if (mentor.groups.indexOf(student.group) < 0) return false;
  if (mentor.centers.indexOf(student.center) < 0) return false;
  const onlySchools = mentor.kind === "SCHOOL";
  if (student.eduStatus === 0 && onlySchools) return false;
  if (student.type === 0) return !onlySchools;
  return mentor.kind !== "NORMAL" && mentor.schools.some((code) => code === student.school);
}

function bestOf(
  mentors: readonly PoolMentor[],
  loads: ReadonlyMap<number, number>,
  eligible: (mentor: PoolMentor) => boolean,
): PoolMentor | null {
  let best: PoolMentor | null = null;
  for (const mentor of mentors) {
    if (loads.get(mentor.id)! >= mentor.capacity || !eligible(mentor)) continue;
    if (best === null || isBetter(mentor, best, loads)) best = mentor;
  }
  return best;
}

function isBetter(a: PoolMentor, b: PoolMentor, loads: ReadonlyMap<number, number>): boolean {
  const [la, lb] = [loads.get(a.id)!, loads.get(b.id)!];
  const left = BigInt(la) * BigInt(b.capacity);
  const right = BigInt(lb) * BigInt(a.capacity);
  if (left !== right) return left < right;
  if (la !== lb) return la < lb;
  return a.id < b.id;
}
