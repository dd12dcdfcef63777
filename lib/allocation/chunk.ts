import { type Result, refuse } from "@/lib/shared/result";
import type { FieldChange } from "./stale";

/** A planned decision whose turn it is. `loadBefore` is the mentor's load at the student's turn, null when unplaced. */
export type ChunkItem = {
  readonly position: number;
  readonly nationalId: string;
  readonly studentId: string;
  readonly mentorId: number | null;
  readonly loadBefore: number | null;
  /** Of a move: the assignment it ends. Without a mentor, the student stays there. */
  readonly replacesId?: string | null;
};

/** A mentor as locked in this transaction. */
export type ChunkMentor = { readonly id: number; readonly load: number; readonly capacity: number };

/** A student as it is now. `counter` is null where none was ever issued. */
export type ChunkStudent = {
  readonly nationalId: string;
  readonly gender: 0 | 1;
  readonly counter: string | null;
  /** False when on hold, withdrawn or actively placed other than by what the decision ends, which must still be active and unpinned. */
  readonly free: boolean;
  /** Has an open NEEDS_NEW_MENTOR row, which the new decision closes. */
  readonly waiting: boolean;
};

export type PlacedItem = ChunkItem & { readonly mentorId: number; readonly counter: string | null };

/** What one transaction writes. `needNumbers` are students per gender in ascending national id, `waiting` those whose wait ends. */
export type Chunk = {
  readonly placed: readonly PlacedItem[];
  readonly unplaced: readonly ChunkItem[];
  /** Of a drain: whom nobody can take, and who therefore stay where they are. */
  readonly staying: readonly ChunkItem[];
  readonly rises: readonly { readonly mentorId: number; readonly by: number }[];
  readonly needNumbers: Readonly<Record<0 | 1, readonly string[]>>;
  readonly waiting: readonly string[];
};

type Locked = {
  readonly items: readonly ChunkItem[];
  readonly mentors: readonly ChunkMentor[];
  readonly students: readonly ChunkStudent[];
  /** Earlier students of the run that became dead letters, by mentor id: their seats were planned and not taken. */
  readonly deadBefore: ReadonlyMap<number, number>;
};

/** As `PoolChange`, students by uuid. No fields = gone, or no longer free. */
type Surprise = {
  readonly of: "mentor" | "student";
  readonly id: number | string;
  readonly kind: "REMOVED" | "CHANGED";
  readonly fields: readonly FieldChange[];
};

function mentorSurprises({ items, mentors, deadBefore }: Locked): Surprise[] {
  const planned = new Map<number, { first: number; count: number }>();
  for (const { mentorId, loadBefore } of items) {
    if (mentorId === null || loadBefore === null) continue;
    const known = planned.get(mentorId);
    if (known === undefined) planned.set(mentorId, { first: loadBefore, count: 1 });
    else known.count++;
  }
  const now = new Map(mentors.map((mentor) => [mentor.id, mentor]));
  return [...planned].flatMap(([id, { first, count }]): Surprise[] => {
    const mentor = now.get(id);
    const expected = first - (deadBefore.get(id) ?? 0);
    if (mentor === undefined) return [{ of: "mentor", id, kind: "REMOVED", fields: [] }];
    const fields: FieldChange[] = [];
    if (mentor.load !== expected) fields.push({ field: "load", before: expected, after: mentor.load });
    if (mentor.load + count > mentor.capacity)
      fields.push({ field: "capacity", before: expected + count, after: mentor.capacity });
    return fields.length > 0 ? [{ of: "mentor", id, kind: "CHANGED", fields }] : [];
  });
}

/**
 * Checks a locked chunk against its plan and says what to write; it never ranks again. Refuses `PLAN_STALE` with what
 * is not as expected: load ≠ snapshot + own published, a mentor or student gone, a student no longer free.
 * Source: Contracts §4.
 */
export function decideChunk(locked: Locked): Result<Chunk, "PLAN_STALE"> {
  const now = new Map(locked.students.map((student) => [student.nationalId, student]));
  const taken: Surprise[] = locked.items.flatMap(({ nationalId, studentId }) =>
    now.get(nationalId)?.free === true
      ? []
      : [{ of: "student" as const, id: studentId, kind: "REMOVED" as const, fields: [] }],
  );
  const changes = [...mentorSurprises(locked), ...taken];
  if (changes.length > 0) return refuse("PLAN_STALE", { changes });

  const placed: PlacedItem[] = [];
  const unplaced: ChunkItem[] = [];
  const staying: ChunkItem[] = [];
  const rises = new Map<number, number>();
  const needNumbers: Record<0 | 1, string[]> = { 0: [], 1: [] };
  for (const item of locked.items) {
    if (item.mentorId === null) {
      (item.replacesId ? staying : unplaced).push(item);
      continue;
    }
    const student = now.get(item.nationalId)!;
    placed.push({ ...item, mentorId: item.mentorId, counter: student.counter });
    rises.set(item.mentorId, (rises.get(item.mentorId) ?? 0) + 1);
    if (student.counter === null) needNumbers[student.gender].push(item.nationalId);
  }
  needNumbers[0].sort();
  needNumbers[1].sort();
  const byId = [...rises].sort(([a], [b]) => a - b).map(([mentorId, by]) => ({ mentorId, by }));
  const waiting = locked.students.filter((student) => student.waiting).map((student) => student.nationalId);
  return { ok: true, value: { placed, unplaced, staying, rises: byId, needNumbers, waiting } };
}
