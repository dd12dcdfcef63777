import type { PoolMentor, PoolStudent, Snapshot } from "./schema";

type Changed<K> = {
  readonly id: K;
  readonly kind: "ADDED" | "REMOVED" | "CHANGED";
  readonly fields: readonly FieldChange[];
};
/** One thing that is not as the plan took it to be. Students are named by national id: mask it before showing. */
export type PoolChange =
  | ({ readonly of: "student" } & Changed<string>)
  | ({ readonly of: "mentor" } & Changed<number>);

export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** What a run still has to publish, as the pool must look for it: students after the cursor, loads with our own. */
export function expectedRest(
  snapshot: Snapshot,
  progress: {
    /** Position (1-based, id order) of the last handled student. */
    readonly cursor: number;
    /** Placements this run has published, by mentor id. */
    readonly published: ReadonlyMap<number, number>;
  },
): Snapshot {
  return {
    ...snapshot,
    students: snapshot.students.slice(progress.cursor),
    mentors: snapshot.mentors.map((mentor) => ({
      ...mentor,
      load: mentor.load + (progress.published.get(mentor.id) ?? 0),
    })),
  };
}

/** The pool as it is, without the students a run has already handled (an unplaced or dead one is eligible again). */
export function currentRest(now: Snapshot, snapshot: Snapshot, cursor: number): Snapshot {
  const handled = new Set(snapshot.students.slice(0, cursor).map((student) => student.nationalId));
  return { ...now, students: now.students.filter((student) => !handled.has(student.nationalId)) };
}

/** What a plan looks at in a student. eduStatus is left out: it is contained in the type and not in the hash. Source: Contracts §3, §4. */
export const STUDENT_FIELDS = [
  "gender",
  "group",
  "center",
  "type",
  "school",
] as const satisfies readonly (keyof PoolStudent)[];
/** What a plan looks at in a mentor. Source: Contracts §4. */
export const MENTOR_FIELDS = [
  "gender",
  "kind",
  "capacity",
  "load",
  "groups",
  "centers",
  "schools",
  "out",
] as const satisfies readonly (keyof PoolMentor)[];

/** Which of these fields are not equal, and how. Lists count with their order, which a snapshot keeps ascending. */
export function fieldsChanged<T>(fields: readonly (keyof T & string)[], before: T, after: T): FieldChange[] {
  return fields.flatMap((field) =>
    JSON.stringify(before[field]) === JSON.stringify(after[field])
      ? []
      : [{ field, before: before[field], after: after[field] }],
  );
}

function compare<T, K extends string | number>(
  before: readonly T[],
  after: readonly T[],
  idOf: (row: T) => K,
  fields: readonly (keyof T & string)[],
): Changed<K>[] {
  const old = new Map(before.map((row) => [idOf(row), row]));
  const changes: Changed<K>[] = [];
  for (const row of after) {
    const id = idOf(row);
    const was = old.get(id);
    old.delete(id);
    if (was === undefined) changes.push({ id, kind: "ADDED", fields: [] });
    else {
      const changed = fieldsChanged(fields, was, row);
      if (changed.length > 0) changes.push({ id, kind: "CHANGED", fields: changed });
    }
  }
  for (const id of old.keys()) changes.push({ id, kind: "REMOVED", fields: [] });
  return changes.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Everything that differs between the pool a plan expects and the pool there is; mentors first. Source: Contracts §4. */
export function changesBetween(expected: Snapshot, now: Snapshot): PoolChange[] {
  const mentors = compare(expected.mentors, now.mentors, (mentor) => mentor.id, MENTOR_FIELDS);
  const students = compare(expected.students, now.students, (student) => student.nationalId, STUDENT_FIELDS);
  return [
    ...mentors.map((change) => ({ of: "mentor" as const, ...change })),
    ...students.map((change) => ({ of: "student" as const, ...change })),
  ];
}
