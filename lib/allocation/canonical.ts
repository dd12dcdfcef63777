import { inIdOrder, type Plan } from "./plan";
import type { PoolMentor, PoolStudent, Snapshot } from "./schema";

const ascending = (codes: readonly number[]): number[] => [...new Set(codes)].sort((a, b) => a - b);

const studentJson = (student: PoolStudent): string =>
  `["${student.nationalId}",${student.gender},${student.group},${student.center},${student.type},${student.school}]`;

const mentorJson = (mentor: PoolMentor): string =>
  JSON.stringify([
    mentor.id,
    mentor.gender,
    mentor.kind,
    mentor.capacity,
    mentor.load,
    ascending(mentor.groups),
    ascending(mentor.centers),
    ascending(mentor.schools),
    mentor.out,
  ]);

/**
 * Canonical JSON of a snapshot: keys in alphabetical order, no spaces, students `[national id, gender, group, centre,
 * type, school]` and mentors `[id, gender, type, capacity, load, groups, centres, schools, stage-0 code]`, all sorted
 * by id. Its sha256 is the input hash, and it is what a run stores. Source: Contracts §4.
 */
export function inputText(snapshot: Snapshot): string {
  const students = inIdOrder(snapshot.students).map(studentJson);
  const mentors = [...snapshot.mentors].sort((a, b) => a.id - b.id).map(mentorJson);
  return (
    `{"centers":${JSON.stringify(ascending(snapshot.centers))},"mentors":[${mentors.join(",")}],` +
    `"policy":"${snapshot.policy}","students":[${students.join(",")}],` +
    `"switches":{"schoolFallback":${snapshot.switches.schoolFallback}},` +
    `"version":${snapshot.version},"year":${snapshot.year}}`
  );
}

type StudentTuple = [string, PoolStudent["gender"], number, number, PoolStudent["type"], number | null];
type MentorTuple = [
  number,
  PoolMentor["gender"],
  PoolMentor["kind"],
  number,
  number,
  readonly number[],
  readonly number[],
  readonly number[],
  PoolMentor["out"],
];

/**
 * Reads a stored snapshot back. The text does not carry edu_status, because it decides nothing but the code that is
 * reported: everybody is read as a school student's age; where the code matters, see `withGraduates`.
 */
export function readInputText(text: string): Snapshot {
  const raw = JSON.parse(text) as Omit<Snapshot, "students" | "mentors"> & {
    students: StudentTuple[];
    mentors: MentorTuple[];
  };
  return {
    ...raw,
    students: raw.students.map(([nationalId, gender, group, center, type, school]) => ({
      nationalId,
      gender,
      group,
      center,
      type,
      school,
      eduStatus: 1,
    })),
    mentors: raw.mentors.map(([id, gender, kind, capacity, load, groups, centers, schools, out]) => ({
      id,
      gender,
      kind,
      capacity,
      load,
      groups,
      centers,
      schools,
      out,
    })),
  };
}

/** A plan read back, with those of its normal students who are graduates (national ids): a school student is never one. */
export const withGraduates = <T extends Pick<Snapshot, "students">>(
  plan: T,
  graduates: ReadonlySet<string>,
): T => ({
  ...plan,
  students: plan.students.map((student) =>
    student.type === 0 && graduates.has(student.nationalId) ? { ...student, eduStatus: 0 as const } : student,
  ),
});

/** The lines `national_id,mentor_id` (empty = unplaced) in id order; their sha256 is the plan hash. Source: Contracts §4. */
export function planText(plan: Pick<Plan, "students" | "mentors" | "mentorAt">): string {
  const lines = plan.students.map((student, i) => {
    const m = plan.mentorAt[i]!;
    return `${student.nationalId},${m < 0 ? "" : plan.mentors[m]!.id}`;
  });
  return lines.join("\n");
}
