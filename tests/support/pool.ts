import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";

/** The nth student of one class; ids that are easy to read: 1 → 0000000001. */
export const makeStudent = (n: number, over: Partial<PoolStudent> = {}): PoolStudent => ({
  nationalId: String(n).padStart(10, "0"),
  gender: 0,
  group: 27,
  center: 1,
  type: 0,
  school: null,
  eduStatus: 1,
  ...over,
});

/** A mentor with ten places who fits `makeStudent`. */
export const makeMentor = (id: number, over: Partial<PoolMentor> = {}): PoolMentor => ({
  id,
  gender: 0,
  kind: "NORMAL",
  capacity: 10,
  load: 0,
  groups: [27],
  centers: [1],
  schools: [],
  out: null,
  ...over,
});

/** What a run of year 1404 by the sequential policy looks at. */
export const makeSnapshot = (
  students: PoolStudent[],
  mentors: PoolMentor[],
  over: Partial<Snapshot> = {},
): Snapshot => ({
  version: 1,
  year: 1404,
  policy: "sequential",
  switches: { schoolFallback: false },
  centers: [],
  students,
  mentors,
  ...over,
});
