import { classify, classOf, type StudentClass } from "./classes";
import { listEligible } from "./eligible";
import { bestOf, createQueues } from "./heap";
import type { Policy, PoolMentor, PoolStudent, Snapshot } from "./schema";

/**
 * A decided run. Students and mentors stand in id order; position i of the arrays is student i.
 * `mentorAt` holds indexes into `mentors` (-1 = NEEDS_NEW_MENTOR), `loadBefore` the mentor's load at the student's turn.
 */
export type Plan = {
  /** Who decided; loads are told at the student's turn (sequential, also if not said) or at the end (optimal). */
  readonly policy?: Policy;
  readonly students: readonly PoolStudent[];
  readonly mentors: readonly PoolMentor[];
  readonly mentorAt: Int32Array;
  readonly loadBefore: Int32Array;
  /** Loads after the last student, by mentor index. */
  readonly loadAfter: Int32Array;
  readonly placed: number;
};

/** Students in ascending national id; the order of every plan, whatever order they came in. Source: Domain §4. */
export function inIdOrder(students: readonly PoolStudent[]): readonly PoolStudent[] {
  let sorted = true;
  for (let i = 1; sorted && i < students.length; i++)
    sorted = students[i - 1]!.nationalId < students[i]!.nationalId;
  if (sorted) return students;
  // Ten digits are exact in a double, and sorting indexes by number takes a fifth of sorting by text.
  const key = Float64Array.from(students, (student) => Number(student.nationalId));
  const order = Uint32Array.from(students, (_, i) => i).sort((a, b) => key[a]! - key[b]!);
  return Array.from(order, (i) => students[i]!);
}

/**
 * For each class the class whose mentors are asked when its own have no place, or -1. A school student falls back to
 * whoever serves a normal student of the same gender, group and centre; those classes are appended to the list, so
 * that one queue serves both and stays in step.
 */
function fallbacks(classes: readonly StudentClass[]): { list: StudentClass[]; of: Int32Array } {
  const list = [...classes];
  const key = (one: StudentClass) => `${one.gender}:${one.group}:${one.center}`;
  const normal = new Map(list.flatMap((one, c) => (one.type === 0 ? [[key(one), c] as const] : [])));
  const of = new Int32Array(classes.length).fill(-1);
  classes.forEach((one, c) => {
    if (one.type === 0) return;
    const known = normal.get(key(one));
    of[c] = known ?? list.push(classOf({ ...one, type: 0 })) - 1;
    normal.set(key(one), of[c]!);
  });
  return { list, of };
}

/**
 * The sequential policy: students in national-id order, each to the best-ranked eligible mentor with a place. A pure
 * function of the snapshot; about n·log m. Source: Domain §4, Design §4.
 */
export function planSequential(snapshot: Pick<Snapshot, "students" | "mentors" | "switches">): Plan {
  const students = inIdOrder(snapshot.students);
  const mentors = [...snapshot.mentors].sort((a, b) => a.id - b.id);
  const classes = classify(students);
  const fallback = snapshot.switches.schoolFallback ? fallbacks(classes.list) : null;
  const load = Int32Array.from(mentors, (mentor) => mentor.load);
  const capacity = Int32Array.from(mentors, (mentor) => mentor.capacity);
  const queues = createQueues(listEligible(fallback?.list ?? classes.list, mentors), load, capacity);

  const mentorAt = new Int32Array(students.length).fill(-1);
  const loadBefore = new Int32Array(students.length);
  let placed = 0;
  for (let i = 0; i < students.length; i++) {
    const c = classes.of[i]!;
    let m = bestOf(queues, c);
    if (m < 0 && fallback !== null && fallback.of[c]! >= 0) m = bestOf(queues, fallback.of[c]!);
    if (m < 0) continue;
    mentorAt[i] = m;
    loadBefore[i] = load[m]!;
    load[m]!++;
    placed++;
  }
  return { students, mentors, mentorAt, loadBefore, loadAfter: load, placed };
}
