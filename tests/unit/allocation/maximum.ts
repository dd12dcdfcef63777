import type { Plan } from "@/lib/allocation/plan";
import { failingRules } from "@/lib/allocation/rules";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";

const mayServe = (student: PoolStudent, mentor: PoolMentor, fallback: boolean): boolean =>
  mentor.out === null &&
  (failingRules(student, mentor).length === 0 ||
    (fallback && student.type === 1 && failingRules({ ...student, type: 0 }, mentor).length === 0));

/**
 * A maximum placement by augmenting paths, student by student, straight from the rules: a second opinion that shares
 * nothing with the engine's flow.
 */
export function maximumOf(snapshot: Pick<Snapshot, "students" | "mentors" | "switches">): Plan {
  const students = [...snapshot.students].sort((a, b) => (a.nationalId < b.nationalId ? -1 : 1));
  const mentors = [...snapshot.mentors].sort((a, b) => a.id - b.id);
  const fits = students.map((student) =>
    mentors.flatMap((mentor, m) => (mayServe(student, mentor, snapshot.switches.schoolFallback) ? [m] : [])),
  );
  const at = new Int32Array(students.length).fill(-1);
  const load = Int32Array.from(mentors, (mentor) => mentor.load);
  const seat = (i: number, seen: Set<number>): boolean =>
    fits[i]!.some((m) => {
      if (seen.has(m)) return false;
      seen.add(m);
      if (load[m]! < mentors[m]!.capacity) {
        load[m]!++;
        at[i] = m;
        return true;
      }
      for (let j = 0; j < at.length; j++) {
        if (at[j] !== m || !seat(j, seen)) continue;
        at[i] = m;
        return true;
      }
      return false;
    });
  let placed = 0;
  for (let i = 0; i < students.length; i++) if (seat(i, new Set())) placed++;
  return {
    students,
    mentors,
    mentorAt: at,
    loadBefore: new Int32Array(students.length),
    loadAfter: load,
    placed,
  };
}
